import type { Observation } from "../model/observation.ts";
import type { ObservedAction, ObservedStep } from "../model/observed-step.ts";
import type { Action, RunStep } from "../model/plan.ts";
import type { LessonKernel } from "./lesson-kernel.ts";
import { type CellOptions, replay, runAction } from "./run-action.ts";
import type { MachineLock } from "./shared-exclusive-lock.ts";

export interface RunOptions extends CellOptions {
  /** Steps that measure time run alone in it. */
  readonly lock: MachineLock;
  readonly onStepStarted?: (step: RunStep) => void;
}

/**
 * Executes a plan's steps in order and yields what each showed, and at the end, without waiting for anything, once more
 * those to which output of a task or a thread came meanwhile; throws `InfrastructureError` when no kernel is to be had.
 */
export async function* runPlan(
  kernel: LessonKernel,
  plan: readonly RunStep[],
  options: RunOptions,
): AsyncGenerator<ObservedStep> {
  const shown: ObservedStep[] = [];
  for (const [index, step] of plan.entries()) {
    options.onStepStarted?.(step);
    if (step.unmet.length > 0) {
      yield { run: step, actions: [], newKernel: false };
      continue;
    }
    if (options.time?.isOver === true) {
      yield { run: step, actions: [], newKernel: false, outOfTime: "before" };
      continue;
    }
    const work = async (): Promise<ObservedStep> => await runStep(kernel, plan.slice(0, index), { step, options });
    const observed = step.exclusive ? await options.lock.alone(work) : await options.lock.shared(work);
    shown.push(observed);
    yield observed;
  }
  for (const observed of shown) {
    const actions = latestOf(kernel, observed.actions);
    if (actions.some(({ observations }, index) => observations !== observed.actions[index]?.observations)) {
      yield { ...observed, actions, revised: true };
    }
  }
}

/** Actions with all that has come by now; those to which nothing came are the same objects. */
function latestOf(kernel: LessonKernel, actions: readonly ObservedAction[]): readonly ObservedAction[] {
  return actions.map((observed) => {
    const observations = observed.observations.map((seen) => kernel.latest(seen));
    return observations.every((seen, index) => seen === observed.observations[index])
      ? observed
      : { ...observed, observations };
  });
}

interface PlanContext {
  readonly step: RunStep;
  readonly options: RunOptions;
}

async function runStep(kernel: LessonKernel, before: readonly RunStep[], context: PlanContext): Promise<ObservedStep> {
  const actions: ObservedAction[] = [];
  let newKernel = false;
  for (const action of context.step.actions) {
    if (action.kind === "after" && !hasSucceeded(actions.at(-1))) continue;
    const elsewhere = action.kind === "attempt" && context.step.isolate === "kernel";
    const observations = elsewhere
      ? await inFreshKernel(kernel, before, { action, context })
      : await runAction(kernel, action, context);
    actions.push({ action, observations });
    // What it could not do any more would be taken for what it did not do.
    if (context.options.time?.isOver === true) {
      return { run: context.step, actions: latestOf(kernel, actions), newKernel, outOfTime: "during" };
    }
    const last = observations.at(-1);
    if (!elsewhere && last && (await kernel.replaceIfLost(last))) newKernel = true;
  }
  return { run: context.step, actions: latestOf(kernel, actions), newKernel };
}

function hasSucceeded(action: ObservedAction | undefined): boolean {
  const seen = action?.observations.at(-1);
  return seen?.ending.kind === "completed" && seen.outputs.every(({ type }) => type !== "error");
}

/** Replays the lesson's cells up to this step in a kernel of its own, and acts there. */
async function inFreshKernel(
  kernel: LessonKernel,
  before: readonly RunStep[],
  { action, context }: { readonly action: Action; readonly context: PlanContext },
): Promise<readonly Observation[]> {
  await using fresh = await kernel.startAnother();
  await replay(fresh, before, context.options);
  if (context.options.time?.isOver === true) return [];
  const observations = await runAction(fresh, action, context);
  return observations.map((seen) => fresh.latest(seen));
}
