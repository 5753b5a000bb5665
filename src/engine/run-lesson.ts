import { compact } from "../basics/compact.ts";
import { lostEnding } from "../check/check-ending.ts";
import { checkStudentStep } from "../check/check-student-step.ts";
import { RESUMED, wasResumed } from "../check/was-resumed.ts";
import { InfrastructureError } from "../client/server.ts";
import type { Cell } from "../lesson/cell.ts";
import { worstOf } from "../model/count-verdicts.ts";
import type { Finding } from "../model/finding.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { Action, RunStep } from "../model/plan.ts";
import { LessonTime } from "../run/lesson-time.ts";
import type { RunOptions } from "../run/run-plan.ts";
import { executeLesson } from "./execute-lesson.ts";
import { judgeSteps } from "./judge-steps.ts";
import { describeFailure } from "./describe-failure.ts";
import type { PreparedKernel } from "./prepare-kernel.ts";
import type { JudgedStep, LessonOutcome, Result, Review } from "./run-events.ts";
import type { LessonToRun, RunSettings } from "./run-input.ts";

/** What a lesson's run needs besides the lesson. */
export interface LessonContext {
  readonly input: RunSettings;
  /** Starts a kernel for this lesson. */
  readonly prepare: () => Promise<PreparedKernel>;
  readonly options: RunOptions;
  /** Told of each step of the main run. */
  readonly onJudged: (judged: JudgedStep) => void;
}

/**
 * Runs a lesson's solutions edition, and its student edition where its cells differ. Where the infrastructure fails, all
 * is run again, once unless the input says otherwise; what is thrown besides is a bug of ours, and the lesson's outcome all the same. Throws on abort.
 */
export async function runLesson(lesson: LessonToRun, context: LessonContext): Promise<LessonOutcome> {
  const startedAt = performance.now();
  const { signal } = context.options;
  const { retryErrors = 1 } = context.input;
  const retried: string[] = [];
  for (let retries = 0; ; retries++) {
    const run = new LessonRun(lesson, context);
    const failure = await run.run().then(
      () => undefined,
      (cause: unknown) => ({ cause }),
    );
    signal?.throwIfAborted();
    const outcome = run.outcome(failure);
    const lost = outcome.reason !== undefined && outcome.code !== "internal";
    if (!lost || retries >= retryErrors)
      return { ...outcome, retries, ...(retries > 0 ? { retried } : {}), duration: performance.now() - startedAt };
    retried.push(outcome.reason ?? "");
  }
}

/** One attempt at a lesson. */
class LessonRun {
  readonly #lesson: LessonToRun;
  readonly #context: LessonContext;
  /** By the plan's steps, in their order: each as it was judged last. */
  readonly #judged = new Map<RunStep, JudgedStep>();
  /** By index into the lesson's steps: at which cells of the student edition Run All would stop. */
  readonly #stops = new Map<number, readonly Finding[]>();
  /** What is wrong with the score at the end of the student edition. */
  readonly #unscored: Finding[] = [];
  /** By index into the lesson's steps: what the exercises' tests do about changed solutions. */
  readonly #mutated = new Map<number, Review>();
  readonly #time: LessonTime | undefined;

  constructor(lesson: LessonToRun, context: LessonContext) {
    this.#lesson = lesson;
    this.#context = context;
    const { deadline } = lesson.lesson;
    this.#time = deadline && new LessonTime(deadline.limit);
  }

  async run(): Promise<void> {
    const { solutions, student } = this.#lesson;
    const { until, solutionsOnly = false } = this.#context.input;
    await this.#runSolutions();
    // What fails in the main run would fail here again, for the same reason.
    const sound = this.#steps().every(({ result }) => result.verdict === "passed" || result.verdict === "skipped");
    if (sound && !solutionsOnly && until === undefined && codeOf(student) !== codeOf(solutions))
      await this.#runStudent();
    if (this.#context.input.judging?.mutate === true && this.#time?.isOver !== true) await this.#mutateSolutions();
  }

  /** What is known; nothing is where the run did not come to its end. */
  outcome(failure: { readonly cause: unknown } | undefined): Omit<LessonOutcome, "retries" | "retried" | "duration"> {
    if (failure !== undefined) return { results: new Map(), findings: [], ...describeFailure(failure.cause) };
    const results = new Map(this.#steps().map(({ index, ...judged }) => [index, this.#resultOf(index, judged)]));
    const findings = [...this.#judged]
      .filter(([{ step }]) => step === undefined)
      .flatMap(([, { result }]) => result.findings)
      .concat(this.#unscored);
    const all = [...results.values()];
    const error = all.find((result) => result.verdict === "error");
    const verdicts = [...all.map(({ verdict }) => verdict), ...(findings.length > 0 ? ["failed" as const] : [])];
    const verdict = worstOf(verdicts);
    if (error === undefined) return { results, findings, verdict };
    const { reason, code } = error;
    return { results, findings, verdict, ...compact({ reason, code }) };
  }

  async #runSolutions(): Promise<void> {
    const { lesson, solutions: cells } = this.#lesson;
    const { input, prepare, onJudged } = this.#context;
    const last = input.until ?? lesson.steps.length;
    const wants = ({ step = -1 }: RunStep): boolean => step <= last;
    const executed = executeLesson({ lesson, edition: "solutions", cells, wants }, prepare, this.#timedOptions());
    for await (const judged of judgeSteps(lesson, executed, input.judging ?? {})) {
      throwIfSetUpLost(judged);
      this.#judged.set(judged.observed.run, judged);
      onJudged(judged);
    }
  }

  async #runStudent(): Promise<void> {
    const { lesson, student: cells } = this.#lesson;
    const { prepare } = this.#context;
    const passed = new Set(this.#steps().flatMap(({ index, result }) => (result.verdict === "passed" ? [index] : [])));
    const wants = ({ step }: RunStep): boolean => step === undefined || passed.has(step);
    const { onStepStarted: _, ...silently } = this.#timedOptions();
    for await (const { observed } of executeLesson({ lesson, edition: "student", cells, wants }, prepare, silently)) {
      throwIfLost(observed);
      const findings = checkStudentStep(lesson, observed);
      if (findings.length > 0 && wasResumed(observed)) throw new InfrastructureError("server-lost", RESUMED);
      const { step } = observed.run;
      if (findings.length > 0 && step !== undefined) this.#stops.set(step, findings);
      // What the set-up does is judged in the solutions edition, but for the time that was left for it.
      const isOwn = observed.outOfTime !== undefined || observed.run.actions.some(isScore);
      if (step === undefined && isOwn) this.#unscored.push(...findings);
    }
  }

  /** Both editions share the lesson's time; changed solutions, which only who asks for them runs, have their own. */
  #timedOptions(): RunOptions {
    return { ...this.#context.options, ...compact({ time: this.#time }) };
  }

  async #mutateSolutions(): Promise<void> {
    const { lesson, solutions } = this.#lesson;
    const { prepare, options } = this.#context;
    for (const { index, result } of this.#steps()) {
      const step = lesson.steps[index];
      if (step?.kind !== "exercise" || result.verdict !== "passed") continue;
      // Loaded where it was asked for.
      const { mutateSolution } = await import("./mutate-solution.ts");
      this.#mutated.set(index, await mutateSolution({ lesson, solutions, step, index }, prepare, options));
    }
  }

  #steps(): readonly (JudgedStep & { readonly index: number })[] {
    return [...this.#judged].flatMap(([{ step: index }, judged]) =>
      index === undefined ? [] : [{ ...judged, index }],
    );
  }

  #resultOf(index: number, { result, review }: Pick<JudgedStep, "result" | "review">): Result {
    const stops = this.#stops.get(index);
    const both: Result =
      stops === undefined ? result : { ...result, verdict: "failed", findings: [...result.findings, ...stops] };
    return withReview(withReview(both, review), this.#mutated.get(index) ?? { findings: [] });
  }
}

function isScore(action: Action): boolean {
  return action.kind === "cell" && action.role === "score";
}

/** What follows runs in a kernel that was not set up. */
function throwIfSetUpLost({ observed, result }: JudgedStep): void {
  const { verdict, code = "internal", reason = "" } = result;
  if (observed.run.step === undefined && verdict === "error") throw new InfrastructureError(code, reason);
}

function throwIfLost({ actions }: ObservedStep): void {
  const lost = actions
    .flatMap(({ observations }) => observations.map(lostEnding))
    .find((ending) => ending !== undefined);
  if (lost !== undefined) throw new InfrastructureError(lost.code, lost.reason);
}

function codeOf(cells: readonly Cell[]): string {
  return JSON.stringify(cells.filter((cell) => cell.type === "code").map((cell) => cell.source));
}

/** A step's result with what its review found. */
function withReview(result: Result, { findings, ...measures }: Review): Result {
  const measured = { ...result, ...measures };
  if (findings.length === 0) return measured;
  return { ...measured, verdict: "failed", findings: [...result.findings, ...findings] };
}
