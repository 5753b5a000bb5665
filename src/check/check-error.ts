import { compact } from "../basics/compact.ts";
import type { ExpectedError } from "../lesson/expectation.ts";
import type { SavedForms } from "../lesson/notebook-settings.ts";
import type { Facts } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import type { SourceText } from "../source/place.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { adviseRaised, adviseRaisedInNotebook } from "./advise-raised.ts";
import { checkText, type TextCheck } from "./check-text.ts";
import { type RaisedError, raisedError, raisedPlace, tracebackText } from "./raised.ts";
import { seenText } from "./seen.ts";
import { errorTexts } from "./texts-to-check.ts";

interface ErrorContext {
  readonly code: SourceText;
  readonly captures: Captures;
  readonly allows?: CodeStep["allows"];
  readonly facts?: Facts;
  /** The expected error is one that a notebook has saved. */
  readonly forms?: SavedForms | undefined;
}

/** Holds what a cell raised against what it should raise; undefined: nothing. */
export function checkError(
  seen: Observation,
  expected: ExpectedError | undefined,
  { code, captures, allows, forms, facts }: ErrorContext,
): TextCheck {
  const raised = raisedError(seen);
  if (expected === undefined && allows?.error === true) return { captures, findings: [] };
  if (expected === undefined) return { captures, findings: raised ? unexpected(seen, code, facts) : [] };
  if (raised === undefined) return { captures, findings: [missing(expected, seen)] };
  let known = captures;
  const findings: Finding[] = [];
  for (const text of errorTexts(expected, raised, compact({ forms }))) {
    const checked = checkText({ ...text, captures: known, parts: {} });
    if (checked.unset !== undefined) return checked;
    known = checked.captures;
    findings.push(...checked.findings.map((finding) => ({ ...finding, traceback: tracebackText(raised) })));
  }
  return { captures: known, findings };
}

function unexpected(seen: Observation, code: SourceText, facts: Facts | undefined): readonly Finding[] {
  const raised = raisedError(seen);
  if (raised === undefined) return [];
  if (raised.name === "StdinNotImplementedError") return [asks(raised, code)];
  return [
    {
      code: "error-raised",
      place: raisedPlace(raised, code),
      // bash_kernel has no names for errors.
      message: `The cell ${raised.name === "" ? "ended with an error" : `raised ${raised.name}`}${raised.message === "" ? "" : `: ${raised.message}`}`,
      shown: seenText(seen),
      traceback: tracebackText(raised),
      ...compact({ advice: isInNotebook(code) ? adviseRaisedInNotebook(raised, facts) : adviseRaised(raised) }),
    },
  ];
}

function isInNotebook({ starts: [start] }: SourceText): boolean {
  return start?.cell !== undefined;
}

/** What ipykernel raises where nobody can be asked, as of a notebook. */
function asks(raised: RaisedError, code: SourceText): Finding {
  return {
    code: "input-unanswered",
    place: raisedPlace(raised, code),
    message: `The cell asks for input and the ${isInNotebook(code) ? "notebook" : "lesson"} has no answer`,
  };
}

function missing(expected: ExpectedError, seen: Observation): Finding {
  const name = expected.name?.text.value;
  return {
    code: "error-missing",
    place: expected.place,
    message: `The cell should raise ${name ?? "an exception"} and raised nothing`,
    shown: seenText(seen),
  };
}
