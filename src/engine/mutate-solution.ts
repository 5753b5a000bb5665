import { passesAll } from "../check/check-attempt.ts";
import { judgeSolutions, unstableSolution } from "../check/mutate/judge-solutions.ts";
import type { ExerciseStep } from "../lesson/lesson.ts";
import type { SolutionTrial } from "../model/mutation.ts";
import { attemptAt, planRun } from "../model/plan.ts";
import type { RunOptions } from "../run/run-plan.ts";
import { tryMutants } from "../run/try-mutants.ts";
import type { PreparedKernel } from "./prepare-kernel.ts";
import type { Review } from "./run-events.ts";
import type { LessonToRun } from "./run-input.ts";

/** An exercise by its index into the lesson's steps. */
export interface ExerciseOfLesson extends Pick<LessonToRun, "lesson" | "solutions"> {
  readonly step: ExerciseStep;
  readonly index: number;
}

/** Changes an exercise's solution in many small ways, each run and checked in a kernel apart from the lesson's. */
export async function mutateSolution(
  exercise: ExerciseOfLesson,
  prepare: () => Promise<PreparedKernel>,
  options: RunOptions,
): Promise<Review> {
  const { step } = exercise;
  await using prepared = await prepare();
  const trials = await tryChanges(exercise, prepared, options);
  return trials === undefined ? { findings: [unstableSolution(step)] } : judgeSolutions(step, trials);
}

async function tryChanges(
  { lesson, solutions, step: exercise, index }: ExerciseOfLesson,
  { kernel, facts }: PreparedKernel,
  options: RunOptions,
): Promise<readonly SolutionTrial[] | undefined> {
  const plan = planRun(lesson, solutions, facts);
  const at = plan.findIndex(({ step }) => step === index);
  const step = plan[at];
  if (step === undefined) throw new TypeError(`The plan has no step ${index}`);
  const cells = solutions.filter((cell) => cell.step === index);
  const work = async (): Promise<readonly SolutionTrial[] | undefined> =>
    await tryMutants(
      kernel,
      {
        step,
        before: plan.slice(0, at),
        solution: exercise.solution.value,
        attempt: (code) => attemptAt(cells, { kind: "changed" }, code),
        checkTimeout: lesson.checkTimeout,
        isAccepted: ([answer, check]) =>
          answer?.ending.kind === "completed" && check?.ending.kind === "completed" && passesAll(exercise, check),
      },
      options,
    );
  options.onStepStarted?.(step);
  return step.exclusive ? await options.lock.alone(work) : await options.lock.shared(work);
}
