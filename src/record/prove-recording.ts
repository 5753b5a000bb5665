import { checkCode } from "../check/check-code.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import { acceptsAnything } from "../pattern/accepts-anything.ts";
import { capturesOf } from "../pattern/captures.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { recordedOf, textsOf } from "./expected-parts.ts";
import type { KernelRuns } from "./group-kernels.ts";
import { left, type StepRecording } from "./step-recording.ts";

/** Whether a step holds in all runs on one kernel. */
export function passes(step: CodeStep, { runs, ...kernel }: KernelRuns): boolean {
  return runs.every(({ seen, captures }) => {
    const { findings, unset } = checkCode(step, seen, { ...kernel, captures });
    return findings.length === 0 && unset === undefined;
  });
}

type Changed = Extract<StepRecording, { kind: "changed" }>;

/** Nothing is written that would not pass on what was seen, nor a pattern that would accept anything else as well. */
export function proven(step: CodeStep, kernels: readonly KernelRuns[], recording: Changed): StepRecording {
  const vacuous = recording.expect.variants.some(({ parts }, index) => {
    const isOld =
      step.expect?.variants.includes(recording.expect.variants[index] ?? { place: step.place, parts }) === true;
    return !isOld && isVacuous(parts);
  });
  if (vacuous) return left("Nothing in what it shows stays the same from run to run: say by hand what must hold");
  const failing = kernels.find((kernel) => !passes({ ...step, expect: recording.expect }, kernel));
  if (failing === undefined) return recording;
  const [run] = failing.runs;
  const found =
    run && checkCode({ ...step, expect: recording.expect }, run.seen, { ...failing, captures: run.captures });
  const why = found?.findings[0]?.message ?? "its expectation cannot be brought up to date";
  return left(`Change it by hand: ${why.charAt(0).toLowerCase()}${why.slice(1)}`);
}

function isVacuous(parts: ExpectedParts): boolean {
  return [...textsOf(recordedOf(parts)).values()].some((text) => {
    const { pattern } = parsePattern(text);
    return acceptsAnything(pattern) !== undefined && capturesOf(pattern).binds.length === 0;
  });
}
