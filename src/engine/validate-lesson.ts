import { applyUpdates } from "../check/apply-updates.ts";
import { lostEnding } from "../check/check-ending.ts";
import { checkStep, initialCheckState } from "../check/check-step.ts";
import { checkStudentStep } from "../check/check-student-step.ts";
import { RESUMED, wasResumed } from "../check/was-resumed.ts";
import type { Cell } from "../lesson/cell.ts";
import type { InfrastructureCode } from "../model/codes.ts";
import type { Facts } from "../model/facts.ts";
import type { Finding, Verdict } from "../model/finding.ts";
import type { Step } from "../lesson/lesson.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import { isExecuted, planRun, planStudentRun, type RunStep } from "../model/plan.ts";
import type { ProgressRun } from "../model/progress.ts";
import type { StepResult } from "../model/report.ts";
import { renderCells } from "../notebook/cells.ts";
import { worstOf } from "../model/count-verdicts.ts";
import { runPlan, type RunOptions } from "../run/run-plan.ts";
import { InfrastructureError } from "../client/server.ts";
import type { PreparedKernel, QueueContext } from "./lesson-queue.ts";
import { type Review, reviewStep, withReview } from "./review-step.ts";
import { decodePng } from "../source/decode-png.ts";
import type { LessonTask, ValidateOptions } from "./validate-lessons.ts";

/** What a lesson's run on one kernel gave. */
export interface LessonOutcome {
  /** By index into the lesson's steps; absent for a step that was not executed. */
  readonly results: ReadonlyMap<number, Omit<StepResult, "kernel">>;
  /** Findings that belong to no step. */
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  /** Why the infrastructure failed, where it did. */
  readonly reason?: string;
  readonly code?: InfrastructureCode;
  readonly retries: number;
  readonly duration: number;
}

/** Runs a lesson's solutions edition, and its student edition where its cells differ; infrastructure failures are retried once. */
export async function validateLesson(
  task: LessonTask,
  context: QueueContext,
  prepare: () => Promise<PreparedKernel>,
): Promise<LessonOutcome> {
  const { options } = context;
  const run: ProgressRun = { file: task.lesson.place.file, lesson: task.lesson.name, kernel: task.kernel.name };
  const steps = task.lesson.steps.filter(isExecuted).length;
  options.onProgress?.({ kind: "lesson-started", run, steps });
  const startedAt = performance.now();
  let outcome: LessonOutcome | undefined;
  for (let retries = 0; outcome === undefined; retries++) {
    try {
      outcome = { ...(await runOnce({ task, context, prepare, run })), retries, duration: 0 };
      if (outcome.reason !== undefined && retries === 0 && options.signal?.aborted !== true) outcome = undefined;
    } catch (cause) {
      if (!(cause instanceof InfrastructureError)) throw cause;
      options.signal?.throwIfAborted();
      if (retries > 0) outcome = notRun(cause, retries);
    }
  }
  const duration = performance.now() - startedAt;
  options.onProgress?.({ kind: "lesson-finished", run, verdict: outcome.verdict, duration });
  return { ...outcome, duration };
}

interface LessonContext {
  readonly task: LessonTask;
  readonly context: QueueContext;
  readonly prepare: () => Promise<PreparedKernel>;
  readonly run: ProgressRun;
}

type Results = Map<number, Omit<StepResult, "kernel">>;

async function runOnce(lessonContext: LessonContext): Promise<Omit<LessonOutcome, "retries" | "duration">> {
  const { task, context, prepare } = lessonContext;
  const templates = context.options.templates(task.course);
  const cells = renderCells(task.course, task.lesson, { edition: "solutions", templates });
  const results: Results = new Map();
  const reviews = new Map<number, Review>();
  const findings: Finding[] = [];
  {
    await using prepared = await prepare();
    findings.push(...(await runMain(lessonContext, prepared, { cells, results, reviews })));
  }
  const studentCells = renderCells(task.course, task.lesson, { edition: "student", templates });
  // What fails in the main run would fail here again, for the same reason.
  const sound = [...results.values()].every(({ verdict }) => verdict === "passed" || verdict === "skipped");
  const { until, solutionsOnly = false } = context.options;
  if (sound && !solutionsOnly && until === undefined && codeOf(studentCells) !== codeOf(cells)) {
    await using prepared = await prepare();
    await runStudent(lessonContext, prepared, { cells: studentCells, results });
  }
  // Last, since a step of which too little is expected has run all the same.
  for (const [step, review] of reviews) {
    const result = results.get(step);
    if (result !== undefined) results.set(step, withReview(result, review));
  }
  const all = [...results.values()];
  const { reason, code } = all.find((result) => result.verdict === "error") ?? {};
  const verdict = worstOf([
    ...all.map((result) => result.verdict),
    ...(findings.length > 0 ? ["failed" as const] : []),
  ]);
  return {
    results,
    findings,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
  };
}

interface EditionRun {
  readonly cells: readonly Cell[];
  readonly results: Results;
}

interface MainRun extends EditionRun {
  readonly reviews: Map<number, Review>;
}

/** Gives the findings that belong to no step. */
async function runMain(
  { task, context, run }: LessonContext,
  { kernel, facts }: PreparedKernel,
  { cells, results, reviews }: MainRun,
): Promise<readonly Finding[]> {
  const { options } = context;
  const { lesson } = task;
  const last = options.until?.step ?? lesson.steps.length;
  const plan = planRun(lesson, cells, facts).filter(({ step = -1 }) => step <= last);
  const numbers = verdictNumbers(lesson.steps);
  const checking: Checking = { task, facts, options, results, reviews };
  const checks = new Checks(checking);
  const all: ObservedStep[] = [];
  const onStepStarted = ({ step }: RunStep): void => {
    if (step !== undefined) options.onProgress?.({ kind: "step-started", run, step: numbers.get(step) ?? 0 });
  };
  for await (const observed of runPlan(kernel, plan, { ...runOptions(context), onStepStarted })) {
    const verdict = checks.check(observed);
    const { step } = observed.run;
    if (lesson.cwd !== undefined) all.push(observed);
    if (step !== undefined && verdict !== undefined) {
      options.onProgress?.({ kind: "step-finished", run, step: numbers.get(step) ?? 0, verdict });
    }
  }
  // A notebook keeps its displays as later cells left them.
  const settled = applyUpdates(all);
  if (settled === undefined) return checks.findings;
  const again = new Checks(checking);
  for (const observed of settled) again.check(observed);
  return again.findings;
}

interface Checking extends Pick<MainRun, "results" | "reviews"> {
  readonly task: LessonTask;
  readonly facts: Facts;
  readonly options: ValidateOptions;
}

/** Checks the steps of one run, one after the other. */
class Checks {
  /** Those that belong to no step. */
  readonly findings: Finding[] = [];
  readonly #checking: Checking;
  #state = initialCheckState;

  constructor(checking: Checking) {
    this.#checking = checking;
  }

  /** The verdict, where the step has one. */
  check(observed: ObservedStep): Verdict | undefined {
    const { task, facts, options, results, reviews } = this.#checking;
    const { lesson } = task;
    const { captures } = this.#state;
    const { state, result } = checkStep(this.#state, observed, { lesson, facts, decodePng });
    this.#state = state;
    const { step } = observed.run;
    if (step === undefined) {
      this.findings.push(...result.findings);
      return undefined;
    }
    results.set(step, result);
    options.onObserved?.(lesson, observed, { ...result, kernel: task.kernel.name });
    const review = reviewStep(options, observed, { lesson, facts, captures, result });
    reviews.set(step, review);
    return withReview(result, review).verdict;
  }
}

async function runStudent(
  { task: { lesson }, context }: LessonContext,
  { kernel, facts }: PreparedKernel,
  { cells, results }: EditionRun,
): Promise<void> {
  const plan = planStudentRun(lesson, cells, facts).filter((planned) => executed(planned, results));
  for await (const observed of runPlan(kernel, plan, runOptions(context))) {
    throwIfLost(observed);
    const findings = checkStudentStep(lesson, observed);
    if (findings.length > 0 && wasResumed(observed)) throw new InfrastructureError("server-lost", RESUMED);
    const before = observed.run.step === undefined ? undefined : results.get(observed.run.step);
    if (findings.length === 0 || observed.run.step === undefined || before === undefined) continue;
    results.set(observed.run.step, { ...before, verdict: "failed", findings: [...before.findings, ...findings] });
  }
}

function throwIfLost({ actions }: ObservedStep): void {
  const lost = actions
    .flatMap(({ observations }) => observations.map(lostEnding))
    .find((ending) => ending !== undefined);
  if (lost !== undefined) throw new InfrastructureError(lost.code, lost.reason);
}

function executed({ step }: RunStep, results: Results): boolean {
  return step === undefined || results.get(step)?.verdict === "passed";
}

function runOptions({ options, lock }: QueueContext): RunOptions {
  const { outputLimit, signal } = options;
  return { outputLimit, lock, ...(signal ? { signal } : {}) };
}

/** Index into the lesson's steps → its number among those that have a verdict, from 1. */
function verdictNumbers(steps: readonly Step[]): ReadonlyMap<number, number> {
  const executedSteps = [...steps.entries()].filter(([, step]) => isExecuted(step));
  return new Map(executedSteps.map(([index], number) => [index, number + 1]));
}

function codeOf(cells: readonly Cell[]): string {
  return JSON.stringify(cells.filter((cell) => cell.type === "code").map((cell) => cell.source));
}

function notRun({ message: reason, code }: InfrastructureError, retries: number): LessonOutcome {
  return { results: new Map(), findings: [], verdict: "error", reason, code, retries, duration: 0 };
}
