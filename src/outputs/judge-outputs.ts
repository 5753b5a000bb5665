import { checkStep, initialCheckState } from "../check/check-step.ts";
import type { Cell } from "../lesson/cell.ts";
import type { Expectation } from "../lesson/expectation.ts";
import type { Lesson, Step } from "../lesson/lesson.ts";
import type { Facts } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import type { Observation, Output } from "../model/observation.ts";
import type { ObservedAction, ObservedStep } from "../model/observed-step.ts";
import { type Action, planRun, type RunStep } from "../model/plan.ts";
import { decodePng } from "../source/decode-png.ts";
import type { OutputsById } from "./recorded-outputs.ts";

/** What the lesson says of outputs that a step showed on a kernel. */
export interface JudgedOutputs {
  /** Index into the lesson's steps. */
  readonly step: number;
  /** The ids of its cells. */
  readonly cells: readonly string[];
  /** The ids of those of which there is no output, though the kernel can run them. */
  readonly absent: readonly string[];
  /** The kernel lacks what the step needs. */
  readonly skipped: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Holds what cells showed against the lesson without a kernel: each step that shows something, in order. What outputs do
 * not tell is taken as it should be: which commands failed, how often a display changed, what asked for input.
 */
export function judgeOutputs(
  { lesson, cells, facts }: { readonly lesson: Lesson; readonly cells: readonly Cell[]; readonly facts: Facts },
  outputs: OutputsById,
): readonly JudgedOutputs[] {
  const tellable = { ...lesson, steps: lesson.steps.map(withoutUpdates) };
  let state = initialCheckState;
  return planRun(lesson, cells, facts).flatMap((run) => {
    const own = run.actions.filter((action) => action.kind === "cell");
    if (run.step === undefined || own.length === 0) return [];
    const ids = own.map(({ id }) => id);
    const judged = { step: run.step, cells: ids, skipped: run.unmet.length > 0 };
    const absent = judged.skipped ? [] : ids.filter((id) => !outputs.has(id));
    if (absent.length > 0) return [{ ...judged, absent, findings: [] }];
    const checked = checkStep(state, observedOf(run, own, outputs), { lesson: tellable, facts, decodePng });
    state = checked.state;
    const { findings, verdict, reason = "" } = checked.result;
    const needs = verdict === "skipped" && !judged.skipped ? needing(lesson.steps[run.step], reason) : [];
    return [{ ...judged, absent, findings: [...findings, ...needs] }];
  });
}

type CellAction = Extract<Action, { kind: "cell" }>;

function observedOf(run: RunStep, actions: readonly CellAction[], outputs: OutputsById): ObservedStep {
  const observed = actions.map((action): ObservedAction => ({
    action,
    observations: [observationOf(action, outputs.get(action.id) ?? [])],
  }));
  return { run, actions: run.unmet.length > 0 ? [] : observed, newKernel: false };
}

function observationOf({ input }: CellAction, outputs: readonly Output[]): Observation {
  const prompts = input.map(() => ({ prompt: "", answered: true }));
  return { outputs, ending: { kind: "completed" }, prompts, duration: 0 };
}

/** An output that is an error for want of an earlier step is none that a proof leaves behind. */
function needing(step: Step | undefined, reason: string): readonly Finding[] {
  if (step === undefined) return [];
  return [{ code: "error-raised", place: step.place, message: `The step ${reason}, which is not as it was` }];
}

/** A notebook keeps of a display only its last state. */
function withoutUpdates(step: Step): Step {
  if (!("expect" in step) || step.expect === undefined) return step;
  return { ...step, expect: untold(step.expect) };
}

function untold(expect: Expectation): Expectation {
  const variants = expect.variants.map((variant) => {
    const { updates: _, ...parts } = variant.parts;
    return { ...variant, parts };
  });
  return { ...expect, variants };
}
