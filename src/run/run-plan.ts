import { compact } from "../basics/compact.ts";
import type { Observation } from "../model/observation.ts";
import type { ObservedAction, ObservedStep } from "../model/observed-step.ts";
import type { Action, PlannedCell, RunStep } from "../model/plan.ts";
import { type ExecuteOptions, needsNewKernel } from "./execute-cell.ts";
import { RESTORE_CODE, SAVE_CODE } from "./kernel-code.ts";
import type { LessonKernel } from "./lesson-kernel.ts";
import type { SharedExclusiveLock } from "./shared-exclusive-lock.ts";

export interface RunOptions {
  readonly outputLimit: number;
  /** Steps that measure time run alone in it. */
  readonly lock: SharedExclusiveLock;
  readonly signal?: AbortSignal;
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

interface StepContext {
  readonly step: RunStep;
  readonly options: RunOptions;
}

async function runStep(kernel: LessonKernel, before: readonly RunStep[], context: StepContext): Promise<ObservedStep> {
  const actions: ObservedAction[] = [];
  let newKernel = false;
  for (const action of context.step.actions) {
    if (action.kind === "after" && !hasSucceeded(actions.at(-1))) continue;
    const elsewhere = action.kind === "attempt" && context.step.isolate === "kernel";
    const observations = elsewhere
      ? await inFreshKernel(kernel, before, { action, context })
      : await runAction(kernel, action, context);
    actions.push({ action, observations });
    const last = observations.at(-1);
    if (!elsewhere && last && (await kernel.replaceIfLost(last))) newKernel = true;
  }
  return { run: context.step, actions: latestOf(kernel, actions), newKernel };
}

function hasSucceeded(action: ObservedAction | undefined): boolean {
  const seen = action?.observations.at(-1);
  return seen?.ending.kind === "completed" && seen.outputs.every(({ type }) => type !== "error");
}

async function runAction(
  kernel: LessonKernel,
  action: Action,
  { step, options }: StepContext,
): Promise<readonly Observation[]> {
  const execute = async (
    { id, code }: PlannedCell,
    input: readonly string[] = [],
    more: Pick<ExecuteOptions, "asksNobody"> = {},
  ): Promise<Observation> =>
    await kernel.execute(code, { ...executeOptions(step, options, input), ...more, cellId: id });
  switch (action.kind) {
    case "cell":
      return [await execute(action, action.input, compact({ asksNobody: action.asksNobody }))];
    case "after":
      return [await kernel.execute(action.code, { ...executeOptions(step, options, []), silent: true })];
    case "proof":
      return await restoring(kernel, [{ id: "", code: action.code }], async (cell) => await execute(cell));
    case "attempt":
      return await restoring(kernel, [action.answer, action.check], async (cell) => await execute(cell));
  }
}

/** Executes cells one after the other and puts the namespace back; stops early where the kernel is lost. */
async function restoring(
  kernel: LessonKernel,
  cells: readonly PlannedCell[],
  execute: (cell: PlannedCell) => Promise<Observation>,
): Promise<readonly Observation[]> {
  await kernel.executeSilently(SAVE_CODE);
  const observations: Observation[] = [];
  for (const cell of cells) {
    const seen = await execute(cell);
    observations.push(seen);
    if (seen.ending.kind !== "completed") break;
  }
  const last = observations.at(-1);
  if (last && !needsNewKernel(last.ending)) await kernel.executeSilently(RESTORE_CODE);
  return observations;
}

/** Replays the lesson's cells up to this step in a kernel of its own, and acts there. */
async function inFreshKernel(
  kernel: LessonKernel,
  before: readonly RunStep[],
  { action, context }: { readonly action: Action; readonly context: StepContext },
): Promise<readonly Observation[]> {
  await using fresh = await kernel.startAnother();
  for (const step of before.filter((earlier) => earlier.unmet.length === 0)) {
    for (const earlier of step.actions) {
      if (earlier.kind !== "cell") continue;
      await fresh.replaceIfLost(
        await fresh.execute(earlier.code, {
          ...executeOptions(step, context.options, earlier.input),
          cellId: earlier.id,
        }),
      );
    }
  }
  const observations = await runAction(fresh, action, context);
  return observations.map((seen) => fresh.latest(seen));
}

function executeOptions(step: RunStep, options: RunOptions, input: readonly string[]): ExecuteOptions {
  return {
    timeout: step.timeout,
    outputLimit: options.outputLimit,
    input,
    ...(options.signal ? { signal: options.signal } : {}),
  };
}
