import { compact } from "../basics/compact.ts";
import type { Finding } from "../model/finding.ts";
import type { StepResult } from "../model/report.ts";
import type { Lesson, Step } from "../lesson/lesson.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { capturesBoundBy } from "./captures-bound-by.ts";
import { checkAfter } from "./check-after.ts";
import { checkCode, type CodeContext } from "./check-code.ts";
import { deadlinePassed, UNRUN } from "./check-deadline.ts";
import { lostEnding } from "./check-ending.ts";
import { checkExercise } from "./check-exercise.ts";
import { checkQuiz } from "./check-quiz.ts";
import { checkQuotations, quotationsHolding } from "./check-quotations.ts";
import { checkSetup } from "./check-setup.ts";
import { RESUMED, wasResumed } from "./was-resumed.ts";
import type { Outcome } from "./outcome.ts";
import { stepName } from "./step-name.ts";

/** What the steps so far have left behind. */
export interface CheckState {
  readonly captures: Captures;
  /** Global name → key of the step that bound it in the kernel that runs now. */
  readonly bound: Readonly<Record<string, string>>;
  /** Global name → key of the step that should have bound it, and failed, was skipped, or ran before a restart. */
  readonly lost: Readonly<Record<string, string>>;
  /** The same for captures. */
  readonly lostCaptures: Readonly<Record<string, string>>;
}

export const initialCheckState: CheckState = { captures: {}, bound: {}, lost: {}, lostCaptures: {} };

export interface CheckedStep {
  readonly state: CheckState;
  readonly result: Omit<StepResult, "kernel">;
}

export interface LessonContext extends Pick<CodeContext, "facts" | "decodePng"> {
  readonly lesson: Lesson;
}

/** The verdict of one step from what it showed, and the state for the next one. */
export function checkStep(
  state: CheckState,
  observed: ObservedStep,
  { lesson, ...kernel }: LessonContext,
): CheckedStep {
  const step = observed.run.step === undefined ? undefined : lesson.steps[observed.run.step];
  const outcome = outcomeOf(state, observed, { lesson, ...kernel, step });
  const result = { ...resultOf(state, observed, { ...outcome, lesson }), duration: durationOf(observed) };
  return { result, state: nextState(state, observed, { step, outcome, passed: result.verdict === "passed" }) };
}

interface StepContext extends LessonContext {
  readonly step: Step | undefined;
}

function outcomeOf(
  state: CheckState,
  observed: ObservedStep,
  { lesson, facts, decodePng, step }: StepContext,
): Outcome {
  const { captures } = state;
  const nothing: Outcome = { captures, findings: [], missingNames: [] };
  if (observed.run.unmet.length > 0 || observed.outOfTime === "before") return nothing;
  if (observed.outOfTime === "during") {
    const seen = observed.actions.flatMap(({ observations }) => observations);
    const lost = seen.map(lostEnding).find((ending) => ending !== undefined);
    return { ...nothing, findings: deadlinePassed(lesson, observed, "solutions"), ...compact({ lost }) };
  }
  if (step === undefined) return checkSetup(lesson, observed, captures);
  switch (step.kind) {
    case "prose":
      return nothing;
    case "quiz":
      return checkQuiz(step, observed, captures);
    case "exercise":
      return checkExercise(step, observed, captures);
    case "code": {
      const seen = observed.actions[0]?.observations[0];
      if (seen === undefined) return nothing;
      const outcome = checkCode(step, seen, { facts, captures, decodePng });
      const after = checkAfter(step, observed);
      const quotations = quotationsHolding(lesson, step, facts);
      return {
        ...outcome,
        ...after,
        findings: [
          ...(lesson.savedOutOfOrder === true && step.expect?.source === "saved"
            ? outcome.findings.map(adviseOrder)
            : outcome.findings),
          ...after.findings,
          ...checkQuotations(quotations, seen, { ...state, outcome }),
        ],
      };
    }
  }
}

/** It may be the cause of any difference, and nobody can tell of which. */
function adviseOrder(finding: Finding): Finding {
  if (finding.code !== "output-differs" || finding.cause !== undefined) return finding;
  const advice =
    "The notebook's counts tell that its cells ran out of order before it was saved, which may be the cause: run all cells from the top and save, or use --write";
  return { ...finding, advice };
}

function resultOf(
  state: CheckState,
  observed: ObservedStep,
  { findings, missingNames, unset, lost, lesson, byForm = [] }: Outcome & Pick<StepContext, "lesson">,
): Omit<CheckedStep["result"], "duration"> {
  if (observed.run.unmet.length > 0) {
    const { unmet, lacks } = observed.run;
    return { verdict: "skipped", findings: [], reason: unmet.join("; "), ...compact({ lacks }) };
  }
  if (observed.outOfTime === "before") return { verdict: "skipped", findings: [], reason: UNRUN };
  if (lost !== undefined) return { verdict: "error", findings: [], reason: lost.reason, code: lost.code };
  if (findings.length > 0 && wasResumed(observed)) {
    return { verdict: "error", findings: [], reason: RESUMED, code: "server-lost" };
  }
  const needed = neededStep(state, missingNames, unset);
  if (needed !== undefined) return { verdict: "skipped", findings: [], reason: `needs ${stepName(needed, lesson)}` };
  if (findings.length > 0) return { verdict: "failed", findings };
  return { verdict: "passed", findings, ...(byForm.length > 0 && { byForm }) };
}

/** The step without which this one could not pass. */
function neededStep(state: CheckState, names: readonly string[], capture: string | undefined): string | undefined {
  const name = names.find((candidate) => Object.hasOwn(state.lost, candidate));
  if (name !== undefined) return state.lost[name];
  return capture === undefined ? undefined : state.lostCaptures[capture];
}

function nextState(
  state: CheckState,
  observed: ObservedStep,
  { step, outcome, passed }: { readonly step: Step | undefined; readonly outcome: Outcome; readonly passed: boolean },
): CheckState {
  if (step === undefined) return state;
  const binds = step.kind === "code" || step.kind === "exercise" ? step.binds : [];
  const own = Object.fromEntries(binds.map((name) => [name, step.key]));
  const bound = observed.newKernel ? {} : { ...state.bound, ...own };
  const lost = Object.fromEntries(
    Object.entries({ ...state.lost, ...(observed.newKernel ? { ...state.bound, ...own } : {}) }),
  );
  for (const name of binds) {
    if (passed && !observed.newKernel) delete lost[name];
    else lost[name] = step.key;
  }
  const ownCaptures = passed ? [] : capturesBoundBy(step).map((name) => [name, step.key] as const);
  const lostCaptures = { ...state.lostCaptures, ...Object.fromEntries(ownCaptures) };
  return { captures: outcome.captures, bound, lost, lostCaptures };
}

function durationOf(observed: ObservedStep): number {
  const observations = observed.actions.flatMap((action) => action.observations);
  return observations.reduce((sum, seen) => sum + seen.duration, 0);
}
