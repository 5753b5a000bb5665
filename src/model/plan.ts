import { compact } from "../basics/compact.ts";
import type { Cell, CellRole } from "../lesson/cell.ts";
import type { Facts } from "./facts.ts";
import type { ExerciseStep, Lesson, Step } from "../lesson/lesson.ts";
import type { Requirements } from "../lesson/requirements.ts";
import { lackedPackages, unmetRequirements } from "./unmet-requirements.ts";

/** One thing to do in a kernel for a step. */
export type Action =
  /** A cell of the notebook, executed as a reader would: what it binds stays. */
  | {
      readonly kind: "cell";
      /** The cell's id in the notebook. */
      readonly id: string;
      readonly role: CellRole;
      readonly code: string;
      readonly input: readonly string[];
      /** Asking raises at once. */
      readonly asksNobody?: true;
      /** It carries `raises-exception`: Run All goes on after it. */
      readonly mayRaise: boolean;
    }
  /** An answer to an exercise and then its check; the namespace is restored afterwards. */
  | { readonly kind: "attempt"; readonly attempt: Attempt; readonly answer: PlannedCell; readonly check: PlannedCell }
  /** Executed unseen after a cell that came to its end without an error. */
  | { readonly kind: "after"; readonly code: string }
  /** A quiz's proof; the namespace is restored afterwards. */
  | { readonly kind: "proof"; readonly code: string };

/** What is executed under the id of a notebook's cell. */
export interface PlannedCell {
  readonly id: string;
  readonly code: string;
}

/** An answer that is tried to prove an exercise: `wrong` is an index into its `wrong`, `changed` its solution or nearly. */
export type Attempt = { readonly kind: "starter" | "changed" } | { readonly kind: "wrong"; readonly index: number };

/** What a step becomes when it is executed on a kernel with known facts. */
export interface RunStep {
  /** Index into the lesson's steps; absent for cells that belong to no step. */
  readonly step?: number;
  readonly actions: readonly Action[];
  /** Milliseconds for each cell. */
  readonly timeout: number;
  readonly exclusive: boolean;
  /** What the kernel lacks; the step is skipped unless empty. */
  readonly unmet: readonly string[];
  /** Of that the packages, as pip takes them; absent where it lacks none. */
  readonly lacks?: readonly string[];
  /** Attempts are made in a fresh kernel in which the steps before are replayed. */
  readonly isolate: "namespace" | "kernel";
}

/** The steps to execute, in order, from the lesson and the cells of its solutions edition: what runs is what ships. */
export function planRun(lesson: Lesson, cells: readonly Cell[], facts: Facts): readonly RunStep[] {
  return planSteps(lesson, cells, facts, (step, own) => [
    ...(step?.kind === "exercise" ? attemptsOf(step, own) : []),
    ...own.map((cell) => cellAction(cell, step)),
    ...(step?.kind === "code" && step.after ? [{ kind: "after" as const, code: step.after.code }] : []),
    ...(step?.kind === "quiz" && step.proof !== undefined ? [{ kind: "proof" as const, code: step.proof.value }] : []),
  ]);
}

/** The steps of the student edition: its code cells only, nothing proven. */
export function planStudentRun(lesson: Lesson, cells: readonly Cell[], facts: Facts): readonly RunStep[] {
  return planSteps(lesson, cells, facts, (step, own) => own.map((cell) => cellAction(cell, step)));
}

/** True where a step has something to execute, and so a verdict: prose and quizzes without a proof have none. */
export function isExecuted(step: Step): boolean {
  return step.kind === "quiz" ? step.proof !== undefined : step.kind !== "prose";
}

type ActionsOf = (step: Step | undefined, codeCells: readonly Cell[]) => readonly Action[];

function planSteps(lesson: Lesson, cells: readonly Cell[], facts: Facts, actionsOf: ActionsOf): readonly RunStep[] {
  const code = cells.filter((cell) => cell.type === "code");
  const apart = code.filter((cell) => cell.step === undefined);
  const lacking = unmetRequirements(lesson.requires, facts);
  const lacks = (...required: readonly Requirements[]): Pick<RunStep, "lacks"> => {
    const packages = new Set(required.flatMap((requires) => lackedPackages(requires, facts)));
    return packages.size === 0 ? {} : { lacks: [...packages] };
  };
  const steps = lesson.steps.map((step, index): RunStep => {
    const own = code.filter((cell) => cell.step === index);
    return {
      step: index,
      actions: actionsOf(step, own),
      timeout: step.timeout,
      exclusive: lesson.exclusive || step.exclusive,
      unmet: [...lacking, ...unmetRequirements(step.requires, facts), ...marked(step)],
      ...lacks(lesson.requires, step.requires),
      isolate: step.kind === "exercise" ? step.isolate : "namespace",
    };
  });
  const ofNone = (own: readonly Cell[]): RunStep => ({
    actions: actionsOf(undefined, own),
    timeout: lesson.timeout,
    exclusive: lesson.exclusive,
    unmet: lacking,
    isolate: "namespace",
  });
  const front = ofNone(apart.filter((cell) => !isLast(cell)));
  return [front, ...steps, ofNone(apart.filter(isLast))].filter(({ actions }) => actions.length > 0);
}

/** A cell of no step that stands behind them all; others stand before. */
function isLast({ role }: Cell): boolean {
  return role === "score";
}

function marked(step: Step): readonly string[] {
  return step.kind === "code" && step.skip !== undefined ? [step.skip] : [];
}

function cellAction(cell: Cell, step: Step | undefined): Action {
  const { input, asksNobody } = step?.kind === "code" ? step : { input: [] };
  const mayRaise = cell.tags.includes("raises-exception");
  return { kind: "cell", id: cell.id, role: cell.role, code: cell.source, input, mayRaise, ...compact({ asksNobody }) };
}

function attemptsOf(step: ExerciseStep, cells: readonly Cell[]): readonly Action[] {
  return [
    attemptAt(cells, { kind: "starter" }, step.starter.value),
    ...step.wrong.map((wrong, index) => attemptAt(cells, { kind: "wrong", index }, wrong.code.value)),
  ];
}

/** An answer in the place of the solution, among the cells of its exercise. */
export function attemptAt(cells: readonly Cell[], attempt: Attempt, code: string): Action {
  const planned = (role: CellRole): PlannedCell => {
    const cell = cells.find((candidate) => candidate.role === role);
    return { id: cell?.id ?? "", code: cell?.source ?? "" };
  };
  return { kind: "attempt", attempt, answer: { ...planned("solution"), code }, check: planned("check") };
}
