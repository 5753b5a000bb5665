import { compact } from "../basics/compact.ts";
import type { Observation } from "../model/observation.ts";
import type { Action, PlannedCell, RunStep } from "../model/plan.ts";
import { type ExecuteOptions, needsNewKernel } from "./execute-cell.ts";
import { RESTORE_CODE, SAVE_CODE } from "./kernel-code.ts";
import type { LessonKernel } from "./lesson-kernel.ts";
import type { LessonTime } from "./lesson-time.ts";

/** What every cell of a run has in common. */
export interface CellOptions {
  readonly outputLimit: number;
  /** What is left of the lesson's time, where it has a deadline. */
  readonly time?: LessonTime;
  readonly signal?: AbortSignal;
}

/** A step that is executed, and how. */
export interface StepContext {
  readonly step: Pick<RunStep, "timeout">;
  readonly options: CellOptions;
}

/** Executes one action of a step: one observation for each cell that was run. */
export async function runAction(
  kernel: LessonKernel,
  action: Action,
  { step, options }: StepContext,
): Promise<readonly Observation[]> {
  const execute = async (
    code: string,
    more: Pick<ExecuteOptions, "asksNobody" | "cellId" | "silent"> & { readonly input?: readonly string[] },
  ): Promise<Observation> => {
    const { outputLimit, time, signal } = options;
    const timeout = time?.timeoutOf(step.timeout) ?? step.timeout;
    const seen = await kernel.execute(code, { timeout, outputLimit, input: [], ...more, ...compact({ signal }) });
    time?.note(seen, step.timeout);
    return seen;
  };
  const executeCell = async ({ id, code }: PlannedCell): Promise<Observation> => await execute(code, { cellId: id });
  switch (action.kind) {
    case "cell":
      return [
        await execute(action.code, {
          cellId: action.id,
          input: action.input,
          ...compact({ asksNobody: action.asksNobody }),
        }),
      ];
    case "after":
      return [await execute(action.code, { silent: true })];
    case "proof":
      return await restoring(kernel, [{ id: "", code: action.code }], executeCell);
    case "attempt":
      return await restoring(kernel, [action.answer, action.check], executeCell);
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

/** Executes the cells of steps as a reader would, with nothing proven, until the lesson's time is over. */
export async function replay(kernel: LessonKernel, steps: readonly RunStep[], options: CellOptions): Promise<void> {
  for (const step of steps.filter((earlier) => earlier.unmet.length === 0)) {
    for (const action of step.actions) {
      if (action.kind !== "cell") continue;
      if (options.time?.isOver === true) return;
      const [seen] = await runAction(kernel, action, { step, options });
      if (seen !== undefined) await kernel.replaceIfLost(seen);
    }
  }
}
