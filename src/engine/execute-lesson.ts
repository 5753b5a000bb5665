import type { Cell, Edition } from "../lesson/cell.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { Facts } from "../model/facts.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import { planRun, planStudentRun, type RunStep } from "../model/plan.ts";
import { runPlan, type RunOptions } from "../run/run-plan.ts";
import type { PreparedKernel } from "./prepare-kernel.ts";

/** One edition of a lesson, to be executed. */
export interface Execution {
  readonly lesson: Lesson;
  readonly edition: Edition;
  readonly cells: readonly Cell[];
  /** Whether a step of the plan is executed. */
  readonly wants: (step: RunStep) => boolean;
}

/** A step as it was executed, and what the kernel is that executed it. */
export interface ExecutedStep {
  readonly observed: ObservedStep;
  readonly facts: Facts;
}

/**
 * Executes an edition in a kernel of its own and yields each step as soon as it is known; those to which output came
 * late once more at the end. Who judges, records or saves reads this. Throws `InfrastructureError`.
 */
export async function* executeLesson(
  { lesson, edition, cells, wants }: Execution,
  prepare: () => Promise<PreparedKernel>,
  options: RunOptions,
): AsyncGenerator<ExecutedStep> {
  await using prepared = await prepare();
  const { kernel, facts } = prepared;
  const plan = plans[edition](lesson, cells, facts).filter(wants);
  for await (const observed of runPlan(kernel, plan, options)) yield { observed, facts };
}

const plans = { solutions: planRun, student: planStudentRun } as const;
