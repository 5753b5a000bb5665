import type { Observation } from "./observation.ts";
import type { Action, RunStep } from "./plan.ts";

/** An action and what it showed: one observation for a cell or a proof; answer, then check, for an attempt. */
export interface ObservedAction {
  readonly action: Action;
  readonly observations: readonly Observation[];
}

/** A step of a plan and what it showed; no actions where it was skipped or not begun. */
export interface ObservedStep {
  readonly run: RunStep;
  readonly actions: readonly ObservedAction[];
  /** A fresh kernel took over during this step: what earlier cells bound is gone. */
  readonly newKernel: boolean;
  /** The lesson's deadline passed, and what the step showed is no whole: `before` it began, or it was interrupted. */
  readonly outOfTime?: "before" | "during";
  /** It was shown before, and this is how it stands at the plan's end: output of a task or a thread came meanwhile. */
  readonly revised?: true;
}
