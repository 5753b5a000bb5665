import { availableParallelism } from "node:os";

import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { UnstableStep } from "../model/stress.ts";
import { decodePng } from "../source/decode-png.ts";
import { recordLesson } from "../record/record-lesson.ts";
import { renderKernels } from "../report/render-kernels.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import { renderStress } from "../report/render-stress.ts";
import type { ReadResult } from "../spec/read-courses.ts";
import { startCpuLoad } from "../engine/cpu-load.ts";
import { lossOf, observe, type ObservedRun, type ObserveOptions, runsOf } from "../engine/observe.ts";
import { factors, randomFrom, type StressConditions, vary } from "../engine/stress-conditions.ts";
import type { ShownStep } from "../record/lesson-on-kernel.ts";

/** `nbproof validate --stress N`: runs lessons N times, each time in other conditions, and names what is unstable. */
export async function stress(read: ReadResult, count: number, { settings, context }: ObserveOptions): Promise<number> {
  const { courses, diagnostics, sources } = read;
  const { out, err } = context;
  if (diagnostics.length > 0) err.write(`${renderDiagnostics(diagnostics, sources, err.style)}\n`);
  const lessons = courses.flatMap((course) => course.lessons);
  if (lessons.length === 0) return diagnostics.length > 0 ? 2 : 3;
  const random = randomFrom(settings.hashSeed);
  const now = new Date();
  const runs: ObservedRun[] = [];
  for (let number = 1; number <= count; number++) {
    // The first is as any other run is.
    const changes = number === 1 ? [] : Object.values(factors).map((factor) => factor(random, now));
    const purpose = `run ${number} of ${count}`;
    runs.push(await runIn(courses, { ...vary(settings.hashSeed, changes), purpose }, { settings, context }));
  }
  out.write(`${renderKernels(runs[0]?.ran.kernels ?? [], out.style)}\n\n`);
  const unstable = lessons.flatMap((lesson) => unstableSteps(lesson, runs));
  const culprits = await blame(courses, unstable, { settings, context });
  const steps = unstable.map((each): UnstableStep => ({ ...each.step, varied: culprits(each) }));
  const lost = lessons.flatMap((lesson) => lossOf(lesson, runs) ?? []);
  out.write(
    renderStress({ steps, lost, runs: count, lessons: lessons.length, hashSeed: settings.hashSeed }, out.style),
  );
  if (diagnostics.length > 0) return 2;
  if (steps.length > 0) return 1;
  return lost.length > 0 ? 3 : 0;
}

async function runIn(
  courses: readonly Course[],
  { loaded, reversed, ...conditions }: StressConditions & { readonly purpose: string },
  options: ObserveOptions,
): Promise<ObservedRun> {
  const ordered =
    reversed === true ? courses.map((each) => ({ ...each, lessons: each.lessons.toReversed() })) : courses;
  if (loaded !== true) return await observe(ordered, conditions, options);
  await using load = startCpuLoad(availableParallelism());
  // A step that measures time has the machine for itself, from us too.
  return await observe(ordered, { ...conditions, onAlone: load.pause }, options);
}

interface Unstable {
  readonly lesson: Lesson;
  readonly index: number;
  readonly step: Omit<UnstableStep, "varied">;
}

function unstableSteps(lesson: Lesson, runs: readonly ObservedRun[]): readonly Unstable[] {
  return runsOf(lesson, runs).flatMap((onKernel) => {
    const fits = recordLesson(lesson, [onKernel], { mode: "all", decodePng });
    return lesson.steps.flatMap((step, index): readonly Unstable[] => {
      const shown = onKernel.runs.flatMap((run) => run.get(index) ?? []);
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
          step: {
            place,
            kernel: onKernel.kernel,
            ...counts,
            message,
            holes,
            ...(reason === undefined ? {} : { reason }),
          },
        },
      ];
    });
  });
}

function isFailed({ verdict }: ShownStep): boolean {
  return verdict === "failed";
}

/** Runs the lessons with unstable steps again: once as they were, then with one thing changed at a time. */
async function blame(
  courses: readonly Course[],
  unstable: readonly Unstable[],
  { settings, context }: ObserveOptions,
): Promise<(step: Unstable) => readonly string[]> {
  const suspects = unstable.filter(({ step }) => step.failed < step.runs);
  const own = new Set(suspects.map(({ lesson }) => lesson));
  if (own.size === 0) return () => [];
  const some = courses.map((course) => ({ ...course, lessons: course.lessons.filter((lesson) => own.has(lesson)) }));
  const random = randomFrom(settings.hashSeed + 1);
  const runWith = async (name: string, change: Partial<StressConditions>): Promise<ObservedRun> => {
    const conditions = vary(settings.hashSeed, [change]);
    return await runIn(some, { ...conditions, purpose: `varying ${name}` }, { settings, context });
  };
  const same = [await runWith("nothing", {}), await runWith("nothing", {})];
  const others = new Map<string, ObservedRun>();
  for (const [name, factor] of Object.entries(factors)) {
    others.set(name, await runWith(name, factor(random, new Date())));
  }
  return (step) => culpritsOf(step, same, others);
}

/** What alone changes the verdict; else, where nothing changes without it, what the step shows. */
function culpritsOf(
  { lesson, index, step: { kernel } }: Unstable,
  same: readonly ObservedRun[],
  others: ReadonlyMap<string, ObservedRun>,
): readonly string[] {
  const shownIn = ({ shownBy }: ObservedRun): ShownStep | undefined => shownBy(lesson).get(kernel)?.get(index);
  for (const aspect of [verdictOf, outputsOf]) {
    const usual = new Set(same.map((run) => aspect(shownIn(run))));
    if (usual.size > 1) return [];
    const changing = [...others].filter(([, run]) => !usual.has(aspect(shownIn(run))));
    if (changing.length > 0) return changing.map(([name]) => name);
  }
  return [];
}

function verdictOf(shown: ShownStep | undefined): string {
  return shown?.verdict ?? "";
}

function outputsOf(shown: ShownStep | undefined): string {
  const seen = shown?.observed.actions.flatMap(({ observations }) => observations) ?? [];
  return JSON.stringify(seen.map(({ outputs }) => outputs));
}
