import type { FindingCode } from "../model/codes.ts";
import type { Facts } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import type { CodeStep, Lesson } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import { type Quotation } from "../lesson/quotation.ts";
import { unmetRequirements } from "../model/unmet-requirements.ts";
import { matchQuotation } from "../pattern/match-pattern.ts";
import { checkInlineQuotation } from "./check-inline-quotation.ts";
import { checkText } from "./check-text.ts";
import type { Outcome } from "./outcome.ts";
import { raisedError } from "./raised.ts";
import { seenText } from "./seen.ts";
import { quotationsOf } from "../lesson/quotations-of.ts";

interface QuotationContext {
  /** What the step's own check gave. */
  readonly outcome: Outcome;
  /** Captures that a step should have bound and did not, which is reported there. */
  readonly lostCaptures: Readonly<Record<string, string>>;
}

/** Holds what a step showed against what the lesson's Markdown quotes of it on this kernel. */
export function checkQuotations(
  quotations: readonly Quotation[],
  seen: Observation,
  { outcome: { captures, findings: found, lost, unset }, lostCaptures }: QuotationContext,
): readonly Finding[] {
  // A cell that did not come to its end shows less only because of that, and was reported for it.
  if (lost !== undefined || unset !== undefined || found.some(({ code }) => cutShort.has(code))) return [];
  const actual = quotableText(seen);
  return quotations.flatMap(({ step, place, expected, inline }) => {
    if (inline === true) return checkInlineQuotation(expected.text, actual, { step, place });
    const what = `output of \`${step}\``;
    const checked = checkText({ expected, actual, match: matchQuotation, what, captures, parts: {} });
    if (checked.unset !== undefined && Object.hasOwn(lostCaptures, checked.unset)) return [];
    return checked.findings.map((finding) => ({ ...finding, code: "quotation-differs" as const }));
  });
}

const cutShort: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "error-raised",
  "input-unanswered",
  "kernel-died",
  "output-limit",
  "timed-out",
]);

/** What is quoted of a step on a kernel. */
export function quotationsHolding(lesson: Lesson, step: CodeStep, facts: Facts): readonly Quotation[] {
  return quotationsOf(lesson, step).filter(({ when = {} }) => unmetRequirements(when, facts).length === 0);
}

/** What a reader sees of a cell, and below it the last line of an error that it ends with. */
export function quotableText(seen: Observation): string {
  const text = seenText(seen);
  const raised = raisedError(seen);
  if (raised === undefined) return text;
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${raised.name}: ${raised.message}`;
}
