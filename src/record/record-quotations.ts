import type { DecodePng } from "../basics/pixels.ts";
import { checkCode } from "../check/check-code.ts";
import { checkQuotations, quotableText, quotationsHolding } from "../check/check-quotations.ts";
import { chooseVariant } from "../model/choose-variant.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { Facts } from "../model/facts.ts";
import type { CodeStep, Lesson } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import type { SourcePlace } from "../source/place.ts";
import { type Quotation } from "../lesson/quotation.ts";
import type { LeftAlone, NewHole, StepChange } from "../lesson/recording.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { incidental } from "./group-kernels.ts";
import { textOf } from "./infer-text.ts";
import type { ShownText } from "./keep-lines.ts";
import { isQuoted, type NotRefreshed, type Refreshed, refreshQuotation } from "./refresh-quotation.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";
import { quotationsOf } from "../lesson/quotations-of.ts";

/** A run of the quoted step. */
export interface QuotedRun {
  readonly kernel: string;
  readonly facts: Facts;
  readonly decodePng: DecodePng;
  readonly seen: Observation;
  /** What is captured before the step. */
  readonly captures: Captures;
}

/** What recording makes of the quotations of one step. */
export interface QuotationRecording {
  readonly changes: readonly StepChange[];
  /** The places of those that are right as they are. */
  readonly same: readonly SourcePlace[];
  readonly holes: readonly NewHole[];
  readonly leftAlone: readonly LeftAlone[];
}

/** The step as the file has it, and as it is to be. */
export interface RecordedStep {
  readonly old: CodeStep;
  readonly step: CodeStep;
}

/** Brings what a lesson's text quotes of a step up to date with what the step shows. */
export function recordQuotations(
  lesson: Lesson,
  recorded: RecordedStep,
  runs: readonly QuotedRun[],
): QuotationRecording {
  const made = quotationsOf(lesson, recorded.step).map((quotation) => {
    const own = runs.filter(({ facts }) => quotationsHolding(lesson, recorded.step, facts).includes(quotation));
    return recordQuotation(quotation, recorded, own);
  });
  return {
    changes: made.flatMap(({ changes }) => changes),
    same: made.flatMap(({ same }) => same),
    holes: made.flatMap(({ holes }) => holes),
    leftAlone: made.flatMap(({ leftAlone }) => leftAlone),
  };
}

const untouched: QuotationRecording = { changes: [], same: [], holes: [], leftAlone: [] };

function recordQuotation(
  quotation: Quotation,
  { old, step }: RecordedStep,
  runs: readonly QuotedRun[],
): QuotationRecording {
  const { place, expected } = quotation;
  const checked = runs.map((run) => ({ ...run, outcome: checkCode(step, run.seen, run) }));
  const isStale = checked.some(
    ({ seen, outcome }) => checkQuotations([quotation], seen, { outcome, lostCaptures: {} }).length > 0,
  );
  if (!isStale) return runs.length === 0 ? untouched : { ...untouched, same: [place] };
  const left = (why: string): QuotationRecording => ({
    ...untouched,
    leftAlone: [{ place, reason: `\`${quotation.step}\` does not show what is quoted of it here, and ${why}` }],
  });
  if (quotation.inline === true) return left(reasons.inline);
  if (checked.some(({ outcome }) => outcome.findings.length > 0)) return left(reasons.step);
  const shown = checked.map(({ kernel, seen, outcome, facts }) => ({
    kernel,
    text: quotableText(seen),
    captures: outcome.captures,
    before: quotable(old, facts),
    now: quotable(step, facts),
  }));
  const refreshed = refreshOnAll(expected, shown);
  if ("reason" in refreshed) return left(reasons[refreshed.reason]);
  const holes = refreshed.holes.map(({ hole, what, seen, line }): NewHole => ({
    place,
    line: refreshed.lines[line] ?? "",
    number: line,
    hole,
    what,
    seen,
  }));
  return { ...untouched, changes: [{ place, change: { kind: "quotation", lines: refreshed.lines } }], holes };
}

const reasons: Readonly<Record<NotRefreshed["reason"] | "kernels" | "step" | "inline", string>> = {
  inline: "a sentence around it may have to say something else: change it by hand",
  step: "what the step is to show must be settled first",
  varies: "shows no lines that are the same from run to run in its place: change it by hand",
  long: "shows so much that nothing is looked for in it: change it by hand",
  unclear: "nothing it shows is clearly what became of it: change it by hand",
  kernels: "shows something else from kernel to kernel: quote each, with its conditions behind the `id`",
};

/** All that a step must show on a kernel, as far as a reader sees it. */
function quotable({ expect }: CodeStep, facts: Facts): ExpectedText | undefined {
  const parts: ExpectedParts = (expect && chooseVariant(expect, facts)?.parts) ?? {};
  const { shows, error, unordered } = parts;
  const isPartial = shows === undefined && error === undefined;
  if (isPartial || unordered === true || (error !== undefined && (!error.name || !error.message))) return undefined;
  const raised = error === undefined ? "" : `${error.name?.text.value ?? ""}: ${error.message?.text.value ?? ""}`;
  const value = [shows?.text.value.replace(/\n$/, "") ?? [], error === undefined ? [] : raised].flat().join("\n");
  return { pattern: parsePattern(value).pattern, text: { value, starts: shows?.text.starts ?? [] } };
}

interface ShownThere extends ShownText {
  readonly kernel: string;
  readonly before: ExpectedText | undefined;
  readonly now: ExpectedText | undefined;
}

/** One text that all kernels show: what one of them gives, or with holes for what says nothing about a kernel. */
function refreshOnAll(
  quotation: ExpectedText,
  shown: readonly ShownThere[],
): Refreshed | { readonly reason: keyof typeof reasons } {
  const kernels = [...new Set(shown.map(({ kernel }) => kernel))];
  const each = kernels.map((kernel) => {
    const own = shown.filter((run) => run.kernel === kernel);
    return refreshQuotation({ quotation, before: own[0]?.before, now: own[0]?.now, shown: own });
  });
  const found = each.find((made) => {
    return !("reason" in made) && shown.every(isQuoted(parsePattern(textOf(made.lines)).pattern));
  });
  if (found !== undefined) return found;
  const [first] = each;
  if (first !== undefined && "reason" in first) return first;
  const joint = refreshQuotation({ quotation, before: shown[0]?.before, now: undefined, shown });
  if ("reason" in joint || joint.holes.some(({ what }) => !incidental.has(what))) return { reason: "kernels" };
  return joint;
}
