import type { DecodePng } from "../basics/pixels.ts";
import { capturesBoundBy } from "../check/captures-bound-by.ts";
import { checkCode } from "../check/check-code.ts";
import { missingName, raisedError } from "../check/raised.ts";
import { capturesUsedBy } from "../check/captures-used-by.ts";
import type { Facts } from "../model/facts.ts";
import type { LessonOnKernel, ShownStep } from "./lesson-on-kernel.ts";
import type { CodeStep, Lesson, Step } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import type { SourcePlace } from "../source/place.ts";
import type { LeftAlone, NewChoice, NewHole, Recording, StepChange } from "../lesson/recording.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import type { KernelRuns } from "./group-kernels.ts";
import { type Measures, measuresOf } from "./measures.ts";
import { packagesUsed } from "./packages-used.ts";
import { recordStep } from "./record-step.ts";
import { recordQuotations } from "./record-quotations.ts";
import type { PartHole } from "./inferred-text.ts";
import type { StepRecording } from "./step-recording.ts";
import { type NewExpectation, type NewRun, tieEqualValues } from "./tie-equal-values.ts";
import { unsound } from "./unsound.ts";

/** `all`: whatever does not hold any more is recorded anew; `new`: only steps without an expectation. */
export type RecordMode = "all" | "new";

export interface RecordOptions {
  readonly mode: RecordMode;
  /** The index of the step that alone is recorded. */
  readonly only?: number | undefined;
  readonly decodePng: DecodePng;
}

/** Makes of what a lesson showed the changes after which it passes. */
export function recordLesson(
  lesson: Lesson,
  kernels: readonly LessonOnKernel[],
  { mode, only, decodePng }: RecordOptions,
): Recording {
  const reason = unsound(lesson, kernels);
  if (reason !== undefined) return { changes: [], same: [], holes: [], leftAlone: [reason] };
  const changes: StepChange[] = [];
  const same: SourcePlace[] = [];
  const holes: NewHole[] = [];
  const choices: NewChoice[] = [];
  const leftAlone: LeftAlone[] = [];
  const state: State = { lesson, runs: kernels.flatMap((kernel) => startRuns(kernel, decodePng)) };
  const fresh: NewExpectation[] = [];
  for (const [index, step] of lesson.steps.entries()) {
    const { place } = step;
    if (only !== undefined && only !== index) {
      advance(state, step, index);
      continue;
    }
    if (step.kind !== "code") {
      leftAlone.push(...failures(step, state, index));
      advance(state, step, index);
      continue;
    }
    const recording = recordAt(state, step, { index, mode });
    if (recording.kind === "same" && isShown(state, index)) same.push(place);
    if (recording.kind === "left") leftAlone.push({ place, reason: recording.reason });
    if (recording.kind === "changed") choices.push(...choicesOf(step, recording));
    const recorded = recording.kind === "changed" ? { ...step, expect: recording.expect } : step;
    if (recording.kind === "changed") {
      const isOwn = place.file === lesson.place.file;
      if (recording.change.kind === "expect" && isOwn) {
        const { variants } = recording.change;
        fresh.push({ step: recorded, variants, holes: recording.holes, runs: usableRuns(state, step, index) });
      } else {
        changes.push({ place, change: recording.change });
        holes.push(...newHoles(step, recording.holes));
      }
    }
    if (mode === "all") {
      const quotations = recordQuotations(lesson, { old: step, step: recorded }, runsShowing(state, index));
      changes.push(...quotations.changes);
      same.push(...quotations.same);
      holes.push(...quotations.holes);
      leftAlone.push(...quotations.leftAlone);
    }
    advance(state, recorded, index);
  }
  for (const { step, variants, holes: own } of tieEqualValues(fresh, captureNames(lesson))) {
    changes.push({ place: step.place, change: { kind: "expect", variants } });
    holes.push(...newHoles(step, own));
  }
  return { changes, same, holes: holes.toSorted((a, b) => a.place.line - b.place.line), choices, leftAlone };
}

function choicesOf(
  { place }: CodeStep,
  { choices = [] }: Pick<StepRecording & { kind: "changed" }, "choices">,
): readonly NewChoice[] {
  return choices.flatMap(({ when, others }) =>
    when === undefined || others === undefined ? [] : [{ place, when, others }],
  );
}

/** The names of all captures of the lesson. */
function captureNames({ steps }: Lesson): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => [...capturesBoundBy(step), ...capturesUsedBy(step)]));
}

function usableRuns({ runs }: State, step: CodeStep, index: number): readonly NewRun[] {
  return runs.flatMap((run, at) => {
    const seen = isUsable(run, step, index) ? seenBy(run, index) : undefined;
    return seen === undefined ? [] : [{ ...run, run: at, seen }];
  });
}

function isShown({ runs }: State, index: number): boolean {
  return runs.some((run) => seenBy(run, index) !== undefined);
}

function runsShowing({ runs }: State, index: number): readonly (Run & { readonly seen: Observation })[] {
  return runs.flatMap((run) => {
    const seen = seenBy(run, index);
    return seen === undefined ? [] : [{ ...run, seen }];
  });
}

/** One run on one kernel while its steps are gone through. */
interface Run {
  readonly kernel: string;
  readonly facts: Facts;
  readonly decodePng: DecodePng;
  readonly shown: ReadonlyMap<number, ShownStep>;
  captures: Captures;
  /** Global name → the step that should have bound it and could not. */
  readonly unbound: Map<string, Step>;
}

interface State {
  readonly lesson: Lesson;
  readonly runs: readonly Run[];
}

function startRuns({ runs, ...kernel }: LessonOnKernel, decodePng: DecodePng): readonly Run[] {
  return runs.map((shown) => ({ ...kernel, decodePng, shown, captures: {}, unbound: new Map() }));
}

/** What is wrong with an exercise or a quiz, which nothing that is recorded would mend. */
function failures(step: Step, { runs }: State, index: number): readonly LeftAlone[] {
  const messages = runs.flatMap(({ shown }) => shown.get(index)?.findings.map(({ message }) => message) ?? []);
  return [...new Set(messages)].map((reason) => ({ place: step.place, reason }));
}

function recordAt(
  { lesson, runs }: State,
  step: CodeStep,
  { index, mode }: { readonly index: number; readonly mode: RecordMode },
): StepRecording {
  const usable = runs.filter((run) => isUsable(run, step, index));
  const needed = runs.flatMap((run) => neededStep(run, index) ?? []);
  if (usable.length === 0)
    return needed[0] === undefined ? { kind: "same" } : { kind: "left", reason: needs(needed[0]) };
  const kernels = byKernel(usable, { index, measures: measuresOf(lesson, index) });
  const prompts = usable.flatMap((run) => seenBy(run, index)?.prompts ?? []);
  if (mode === "new" && step.expect !== undefined) return { kind: "same" };
  const unanswered = prompts.find(({ answered }) => !answered);
  if (unanswered !== undefined) {
    return {
      kind: "left",
      reason: `It asked for input and the lesson has no answer: ${JSON.stringify(unanswered.prompt)}`,
    };
  }
  const recording = recordStep(step, kernels, packagesUsed(lesson.steps.slice(0, index + 1)));
  if (recording.kind !== "changed") return recording;
  const lost = lostCapture(lesson, index, { ...step, expect: recording.expect });
  if (lost === undefined) return recording;
  return {
    kind: "left",
    reason: `A later step uses \`${lost}\`, which only this step's present pattern captures: change it by hand`,
  };
}

function seenBy({ shown }: Run, index: number): Observation | undefined {
  return shown.get(index)?.observed.actions[0]?.observations[0];
}

/** A run says something of a step unless the step was skipped there or could not do its work. */
function isUsable(run: Run, step: CodeStep, index: number): boolean {
  const seen = seenBy(run, index);
  if (seen === undefined || neededStep(run, index) !== undefined) return false;
  return checkCode(step, seen, run).unset === undefined;
}

/** The step that raised or was skipped, and so did not bind the name that this one looked for. */
function neededStep(run: Run, index: number): Step | undefined {
  const seen = seenBy(run, index);
  const raised = seen && raisedError(seen);
  const name = raised && missingName(raised);
  return name === undefined ? undefined : run.unbound.get(name);
}

function needs({ id, place }: Step): string {
  return `It needs ${id ?? `the step at line ${place.line}`}, which did not come to its end`;
}

function byKernel(
  runs: readonly Run[],
  { index, measures }: { readonly index: number; readonly measures: Measures },
): readonly KernelRuns[] {
  const names = [...new Set(runs.map(({ kernel }) => kernel))];
  return names.flatMap((kernel) => {
    const own = runs.filter((run) => run.kernel === kernel);
    const [first] = own;
    if (first === undefined) return [];
    const shown = own.flatMap((run) => {
      const seen = seenBy(run, index);
      return seen === undefined ? [] : [{ seen, captures: run.captures, measures }];
    });
    return [{ kernel, facts: first.facts, decodePng: first.decodePng, runs: shown }];
  });
}

/** A capture that a later step uses and this one binds no more. */
function lostCapture(lesson: Lesson, index: number, step: CodeStep): string | undefined {
  const old = lesson.steps[index];
  const kept = new Set(capturesBoundBy(step));
  const gone = old === undefined ? [] : capturesBoundBy(old).filter((name) => !kept.has(name));
  const later = lesson.steps.slice(index + 1);
  return gone.find((name) => {
    return later.some((each) => capturesUsedBy(each).includes(name) && !capturesBoundBy(each).includes(name));
  });
}

/** The captures and names that hold after the step. */
function advance({ runs }: State, step: Step, index: number): void {
  const binds = step.kind === "code" || step.kind === "exercise" ? step.binds : [];
  for (const run of runs) {
    const seen = seenBy(run, index);
    const shown = run.shown.get(index);
    const actions = shown?.observed.actions ?? [];
    const raised = actions.some(({ action, observations }) => action.kind === "cell" && observations.some(raisedError));
    for (const name of binds) {
      if (raised || actions.length === 0) run.unbound.set(name, step);
      else run.unbound.delete(name);
    }
    if (step.kind === "code" && seen !== undefined) run.captures = checkCode(step, seen, run).captures;
  }
}

function newHoles(step: CodeStep, holes: readonly PartHole[]): readonly NewHole[] {
  return holes.map(({ hole, what, seen, source, line }) => {
    return { place: step.place, line: source, number: line, hole, what, seen };
  });
}
