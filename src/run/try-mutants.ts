import type { SolutionMutant, SolutionTrial } from "../model/mutation.ts";
import type { Observation } from "../model/observation.ts";
import type { Action, RunStep } from "../model/plan.ts";
import { needsNewKernel } from "./execute-cell.ts";
import type { LessonKernel } from "./lesson-kernel.ts";
import { listMutants } from "./list-mutants.ts";
import { type CellOptions, replay, runAction } from "./run-action.ts";

/** An exercise whose solution is changed. */
export interface ExerciseToMutate {
  /** Its step of the plan, and those before. */
  readonly step: RunStep;
  readonly before: readonly RunStep[];
  readonly solution: string;
  /** An answer that is tried in the place of the solution. */
  readonly attempt: (code: string) => Action;
  /** What a check gives one test, in milliseconds. */
  readonly checkTimeout: number;
  /** Whether all tests passed. */
  readonly isAccepted: (seen: readonly Observation[]) => boolean;
}

/**
 * Runs and checks each change to a solution, in a kernel that has just started. A refusal counts where the solution
 * itself still passes after it, all else in a fresh kernel: what one change leaves behind must decide about no other.
 * Nothing where the solution does not pass.
 */
export async function tryMutants(
  kernel: LessonKernel,
  exercise: ExerciseToMutate,
  options: CellOptions,
): Promise<readonly SolutionTrial[] | undefined> {
  const { step, before, solution, isAccepted } = exercise;
  const isIsolated = step.isolate === "kernel";
  const renew = async (): Promise<void> => {
    await kernel.replace();
    await replay(kernel, before, options);
  };
  const run = async (code: string, timeout = step.timeout): Promise<readonly Observation[]> => {
    if (isIsolated) await renew();
    return await runAction(kernel, exercise.attempt(code), { step: { timeout }, options });
  };
  const isSound = async (seen: readonly Observation[]): Promise<boolean> =>
    seen.every(({ ending }) => !needsNewKernel(ending)) && isAccepted(await run(solution));
  // Once the lesson has begun, what is printed is the lesson's.
  const mutants = await listMutants(kernel, solution);
  await replay(kernel, before, options);
  const proof = await run(solution);
  if (!isAccepted(proof)) return undefined;
  const deadline = deadlineOf(exercise, proof);
  const trials: SolutionTrial[] = [];
  for (const mutant of mutants) {
    let seen = await run(mutant.code, deadline);
    if (!isIsolated && (isAccepted(seen) || !(await isSound(seen)))) {
      await renew();
      seen = await run(mutant.code, deadline);
      if (!isAccepted(seen) && !(await isSound(seen))) await renew();
    }
    trials.push(trialOf(mutant, seen, isAccepted));
  }
  return trials;
}

/** For each cell: one test may last until its check stops it, the rest not much longer than with the solution. */
function deadlineOf({ step, checkTimeout }: ExerciseToMutate, proof: readonly Observation[]): number {
  const slowest = Math.max(...proof.map(({ duration }) => duration));
  return Math.min(step.timeout, checkTimeout + 1000 + 3 * slowest);
}

function trialOf(
  mutant: SolutionMutant,
  seen: readonly Observation[],
  isAccepted: ExerciseToMutate["isAccepted"],
): SolutionTrial {
  const ended = seen.every(({ ending, checked }) => ending.kind !== "timed-out" && !checked?.includes("loops"));
  return { mutant, accepted: isAccepted(seen), ended };
}
