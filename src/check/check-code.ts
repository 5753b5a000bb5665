import type { DecodePng } from "../basics/pixels.ts";
import type { Facts } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { adviseClaims } from "./advise-claims.ts";
import { asCompared } from "./as-compared.ts";
import { checkClaims } from "./check-claims.ts";
import { checkEnding, lostEnding } from "./check-ending.ts";
import { checkError } from "./check-error.ts";
import { checkParts } from "./check-parts.ts";
import { checkSilent } from "./check-silent.ts";
import { chooseVariant } from "../model/choose-variant.ts";
import { equalByForm } from "./equal-by-form.ts";
import type { Outcome } from "./outcome.ts";
import { missingName, raisedError } from "./raised.ts";
import { streamText } from "./seen.ts";

/** What a cell's output is held against besides the step. */
export interface CodeContext {
  readonly facts: Facts;
  /** What is captured before the step. */
  readonly captures: Captures;
  /** Absent: where a picture is expected, that is a finding. */
  readonly decodePng?: DecodePng | undefined;
}

/** Holds a code step's cell against its expectation. */
export function checkCode(step: CodeStep, seen: Observation, { facts, captures, decodePng }: CodeContext): Outcome {
  const lost = lostEnding(seen);
  const raised = raisedError(seen);
  const missing = raised && missingName(raised);
  const outcome = { captures, missingNames: missing === undefined ? [] : [missing] };
  if (lost !== undefined) return { ...outcome, findings: [], lost };
  // A cell that was cut short shows no more than that; its other differences would only follow from it.
  const ending = checkEnding(seen, step.code.starts[0] ?? step.place);
  if (ending.length > 0) return { ...outcome, findings: ending };
  const variant = step.expect && chooseVariant(step.expect, facts);
  if (step.expect && variant === undefined) return { ...outcome, findings: [noVariant(step, facts)] };
  const forms = variant?.parts.forms;
  const error = checkError(seen, variant?.parts.error, { ...step, captures, facts, forms });
  if (error.unset !== undefined) return { ...outcome, findings: error.findings, unset: error.unset };
  if (error.findings.length > 0) return { ...outcome, findings: error.findings };
  const context = { captures: error.captures, decodePng };
  const checked = variant && checkParts(variant.parts, seen, { ...context, place: variant.place });
  const claims = step.expect?.claims?.claimed.length;
  const parts =
    checked && claims !== undefined ? { ...checked, findings: adviseClaims(checked.findings, claims) } : checked;
  if (parts?.unset !== undefined) return { ...outcome, findings: parts.findings, unset: parts.unset };
  const silent = checkSilent(seen, {
    allow: step.allow,
    code: step.code,
    parts: variant?.parts ?? {},
  });
  const warned = silent.some(({ code }) => code === "warning-shown");
  return {
    ...outcome,
    captures: parts?.captures ?? error.captures,
    byForm: parts?.findings.length === 0 && variant ? equalByForm(variant.parts, seen) : [],
    findings: [
      ...silent,
      ...(parts?.findings ?? []),
      ...(parts?.findings.length === 0 ? checkClaims(step, { seen, captures: error.captures }) : []),
      ...(variant?.parts.stderr || variant?.parts.streams || warned || step.allows?.stderr
        ? []
        : unexpectedStderr(step, forms === undefined ? seen : asCompared(seen, forms))),
      ...unusedInput(step, seen),
    ],
  };
}

function noVariant(step: CodeStep, facts: Facts): Finding {
  return {
    code: "no-variant",
    place: step.expect?.place ?? step.place,
    message: `No variant is for this kernel: ${facts.implementation} ${facts.version}, ${facts.bits} bits, ${facts.platform}`,
  };
}

function unexpectedStderr(step: CodeStep, seen: Observation): readonly Finding[] {
  const shown = streamText(seen, "stderr");
  if (shown === "") return [];
  const message = "The cell wrote to stderr and nobody asked for it";
  return [{ code: "stderr-unexpected", place: step.code.starts[0] ?? step.place, message, shown }];
}

function unusedInput(step: CodeStep, seen: Observation): readonly Finding[] {
  const unused = step.input.length - seen.prompts.length;
  if (unused <= 0) return [];
  const message = `The cell asked for input ${seen.prompts.length} times and the lesson has ${step.input.length} answers`;
  return [{ code: "input-unused", place: step.place, message }];
}
