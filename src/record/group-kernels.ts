import type { DecodePng } from "../basics/pixels.ts";
import { checkCode } from "../check/check-code.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { Facts } from "../model/facts.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import type { RecordedParts } from "../lesson/recording.ts";
import { variantOf } from "./expected-parts.ts";
import { partsSeen, type StepRun } from "./seen-parts.ts";
import type { PartHole } from "./inferred-text.ts";

/** A step's runs on one kernel. */
export interface KernelRuns {
  readonly kernel: string;
  readonly facts: Facts;
  readonly decodePng: DecodePng;
  readonly runs: readonly StepRun[];
}

/** Kernels on which a step shows the same, but for holes. */
export interface KernelGroup {
  readonly kernels: readonly KernelRuns[];
  readonly parts: RecordedParts;
  readonly holes: readonly PartHole[];
}

/** As few groups as there can be without a hole that hides what is particular to a kernel; else the reason why none fits. */
export function groupKernels(
  step: CodeStep,
  kernels: readonly KernelRuns[],
  before: ExpectedParts = {},
): readonly KernelGroup[] | { readonly reason: string } {
  const groups: KernelGroup[] = [];
  for (const kernel of kernels) {
    const seen = partsSeen(kernel.runs, before);
    if ("reason" in seen) return kernels.length === 1 ? seen : { reason: `${seen.reason} (${kernel.kernel})` };
    groups.push({ kernels: [kernel], ...seen });
  }
  return merged(groups, (left, right) => mergedPair(step, before, left, right));
}

function merged(
  groups: readonly KernelGroup[],
  merge: (left: KernelGroup, right: KernelGroup) => KernelGroup | undefined,
): readonly KernelGroup[] {
  for (const [index, left] of groups.entries()) {
    for (const right of groups.slice(index + 1)) {
      const both = merge(left, right);
      if (both === undefined) continue;
      return merged(
        groups.flatMap((each) => (each === left ? [both] : each === right ? [] : [each])),
        merge,
      );
    }
  }
  return groups;
}

/** Holes for what says nothing about a kernel, as a place in memory or on disk. */
export const incidental: ReadonlySet<string> = new Set([
  "an address",
  "a path",
  "a UUID",
  "a digest",
  "a date",
  "a time of day",
  "a duration",
  "a process id",
  "the last digits of a number",
  "an amount of memory",
]);

function mergedPair(
  step: CodeStep,
  before: ExpectedParts,
  left: KernelGroup,
  right: KernelGroup,
): KernelGroup | undefined {
  const kernels = [...left.kernels, ...right.kernels];
  if (JSON.stringify(left.parts) === JSON.stringify(right.parts)) return { ...left, kernels };
  // Where one's holes are there for its own runs already, the other's text may be one of those that they accept.
  const wide = [left, right].find(
    ({ holes, parts }) => holes.length > 0 && kernels.every((kernel) => accepts(step, parts, before, kernel)),
  );
  if (wide !== undefined) return { ...wide, kernels };
  const joint = partsSeen(
    kernels.flatMap(({ runs }) => runs),
    before,
  );
  if ("reason" in joint || !joint.holes.every(({ what }) => incidental.has(what))) return undefined;
  return { kernels, ...joint };
}

function accepts(
  step: CodeStep,
  parts: RecordedParts,
  before: ExpectedParts,
  { runs, ...kernel }: KernelRuns,
): boolean {
  const { place } = step;
  const expect = { place, source: "expect", variants: [variantOf(place, { parts }, before)] } as const;
  return runs.every(({ seen, captures }) => {
    const { findings, unset } = checkCode({ ...step, expect, input: [] }, seen, { ...kernel, captures });
    return findings.length === 0 && unset === undefined;
  });
}
