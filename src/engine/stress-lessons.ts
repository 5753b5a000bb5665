import { compact } from "../basics/compact.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { ReportKernel } from "../model/report.ts";
import type { UnstableStep } from "../model/stress.ts";
import type { ShownStep } from "../record/lesson-on-kernel.ts";
import { recordLesson } from "../record/record-lesson.ts";
import { decodePng } from "../source/decode-png.ts";
import { lossOf, type RunForShown, runsOf, type ShownRun } from "./shown-steps.ts";
import { factors, randomFrom, type StressChange, vary } from "./stress-conditions.ts";

export interface StressOptions {
  readonly runs: number;
  readonly hashSeed: number;
  readonly now: () => Date;
  readonly run: RunForShown;
}

/** What many runs of lessons had in common, and what not. */
export interface StressedLessons {
  readonly kernels: readonly ReportKernel[];
  readonly unstable: readonly UnstableStep[];
  /** Why the infrastructure failed, for each lesson for which it did. */
  readonly lost: readonly string[];
}

/** Runs lessons so many times, each time in other conditions, and finds the steps that do not always pass. */
export async function stressLessons(
  lessons: readonly Lesson[],
  { runs: count, hashSeed, now, run }: StressOptions,
): Promise<StressedLessons> {
  const random = randomFrom(hashSeed);
  const runs: ShownRun[] = [];
  for (let number = 1; number <= count; number++) {
    // The first is as any other run is.
    const changes = number === 1 ? [] : Object.values(factors).map((factor) => factor(random, now()));
    runs.push(await run(lessons, { ...vary(hashSeed, changes), purpose: `run ${number} of ${count}` }));
  }
  const unstable = lessons.flatMap((lesson) => unstableSteps(lesson, runs));
  const culprits = await blame(lessons, unstable, { hashSeed, now, run });
  return {
    kernels: runs[0]?.ran.kernels ?? [],
    unstable: unstable.map((each): UnstableStep => ({ ...each.step, varied: culprits(each) })),
    lost: lessons.flatMap((lesson) => lossOf(lesson, runs) ?? []),
  };
}

interface Unstable {
  readonly lesson: Lesson;
  readonly index: number;
  readonly step: Omit<UnstableStep, "varied">;
}

function unstableSteps(lesson: Lesson, runs: readonly ShownRun[]): readonly Unstable[] {
  return runsOf(lesson, runs).flatMap((onKernel) => {
    const fits = recordLesson(lesson, [onKernel], { mode: "all", decodePng });
    return lesson.steps.flatMap((step, index): readonly Unstable[] => {
      const shown = onKernel.runs.flatMap((run) => run.get(index) ?? []).filter(isTold);
      const failed = shown.filter(isFailed);
      const message = failed.flatMap(({ findings }) => findings.map((finding) => finding.message))[0];
      if (message === undefined) return [];
      const isHere = ({ place }: { readonly place: Lesson["place"] }): boolean =>
        place.file === step.place.file && place.line === step.place.line;
      const reason = fits.leftAlone.find(isHere)?.reason;
      const holes = fits.holes.filter(isHere);
      const { place } = step;
      const counts = { failed: failed.length, runs: shown.length };
      return [
        {
          lesson,
          index,
          step: compact({ place, kernel: onKernel.kernel, ...counts, message, holes, reason }),
        },
      ];
    });
  });
}

/** Where the infrastructure failed, the run says nothing of the step. */
function isTold({ verdict }: ShownStep): boolean {
  return verdict !== "error";
}

function isFailed({ verdict }: ShownStep): boolean {
  return verdict === "failed";
}

/** Runs the lessons with unstable steps again: once as they were, then with one thing changed at a time. */
async function blame(
  lessons: readonly Lesson[],
  unstable: readonly Unstable[],
  { hashSeed, now, run }: Pick<StressOptions, "hashSeed" | "now" | "run">,
): Promise<(step: Unstable) => readonly string[]> {
  const suspects = unstable.filter(({ step }) => step.failed < step.runs);
  const own = new Set(suspects.map(({ lesson }) => lesson));
  if (own.size === 0) return () => [];
  const some = lessons.filter((lesson) => own.has(lesson));
  const random = randomFrom(hashSeed + 1);
  const runWith = async (name: string, change: StressChange): Promise<ShownRun> =>
    await run(some, { ...vary(hashSeed, [change]), purpose: `varying ${name}` });
  const same = [await runWith("nothing", {}), await runWith("nothing", {})];
  const others = new Map<string, ShownRun>();
  for (const [name, factor] of Object.entries(factors)) others.set(name, await runWith(name, factor(random, now())));
  return (step) => culpritsOf(step, same, others);
}

/**
 * What alone changes the verdict; else, where nothing changes without it, what the step shows. A run that was lost tells
 * nothing.
 */
function culpritsOf(
  { lesson, index, step: { kernel } }: Unstable,
  same: readonly ShownRun[],
  others: ReadonlyMap<string, ShownRun>,
): readonly string[] {
  const toldIn = ({ shown }: ShownRun): ShownStep | undefined => {
    const step = shown.of(lesson, kernel)?.steps.get(index);
    return step && isTold(step) ? step : undefined;
  };
  const usual = same.map(toldIn);
  for (const aspect of [verdictOf, outputsOf]) {
    const [first, ...more] = usual.map((step) => step && aspect(step));
    if (first === undefined || more.some((each) => each !== first)) return [];
    const changing = [...others].filter(([, run]) => {
      const step = toldIn(run);
      return step !== undefined && aspect(step) !== first;
    });
    if (changing.length > 0) return changing.map(([name]) => name);
  }
  return [];
}

function verdictOf({ verdict }: ShownStep): string {
  return verdict;
}

function outputsOf({ observed }: ShownStep): string {
  const seen = observed.actions.flatMap(({ observations }) => observations);
  return JSON.stringify(seen.map(({ outputs }) => outputs));
}
