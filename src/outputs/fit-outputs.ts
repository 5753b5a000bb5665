import type { Cell } from "../lesson/cell.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { Finding } from "../model/finding.ts";
import type { Output } from "../model/observation.ts";
import type { SourcePlace } from "../source/place.ts";
import { factsFor } from "./asked-facts.ts";
import { leavesTraces, type RecordableCell, recordableCells } from "./digests.ts";
import { judgeOutputs } from "./judge-outputs.ts";
import { kernelName } from "./kernel-name.ts";
import { outputsOn, type OutputsById, type RecordedFacts, type RecordedOutputs } from "./recorded-outputs.ts";

/** A lesson as it is now, to hold recorded outputs against. */
export interface LessonNow {
  readonly lesson: Lesson;
  /** Of the solutions edition. */
  readonly cells: readonly Cell[];
  readonly setting: string;
}

/** Outputs that are recorded and are no longer the lesson's. */
export interface StaleOutputs {
  /** Where in the lesson. */
  readonly place: SourcePlace;
  /** What has changed: one sentence, no final period. */
  readonly message: string;
  /** Where the lesson does not accept what is recorded. */
  readonly finding?: Finding;
}

/** What of recorded outputs can be shown, and what not. */
export interface FittingOutputs {
  /** Those of the first kernel, by the cell's id, of cells that it executed. */
  readonly shown: OutputsById;
  readonly stale: readonly StaleOutputs[];
}

/** Holds recorded outputs against the lesson as it is now: its code, and what it says of outputs on each kernel. */
export function fitOutputs(recorded: RecordedOutputs, now: LessonNow): FittingOutputs {
  const { lesson, cells, setting } = now;
  if (recorded.setting !== setting) {
    return { shown: new Map(), stale: [{ place: lesson.place, message: SETTING_CHANGED }] };
  }
  const { fitting, stale } = fitCode(recorded, now);
  const several = recorded.kernels.length > 1;
  const kernels = recorded.kernels.map((facts, index) => {
    const outputs = outputsOn(recorded, index);
    const own = new Map([...outputs].filter(([id]) => fitting.has(id)));
    return fitKernel({ lesson, cells, facts, fitting, name: several ? ` on ${kernelName(facts)}` : "" }, own);
  });
  return {
    shown: kernels[0]?.shown ?? new Map(),
    stale: [...stale, ...kernels.flatMap((each) => each.stale)],
  };
}

const SETTING_CHANGED = "The lesson's files or environment variables have changed since its outputs were recorded";

/** The code that is as it was when outputs were recorded. */
export interface FittingCode {
  /** The ids of cells of which the code, and all before that they may depend on, is as it was. */
  readonly fitting: ReadonlySet<string>;
  readonly stale: readonly StaleOutputs[];
}

/** Holds the code of which outputs are recorded against the lesson's. */
export function fitCode(recorded: RecordedOutputs, { lesson, cells }: LessonNow): FittingCode {
  const now = recordableCells(lesson, cells);
  const known = new Map(recorded.cells.map((cell) => [cell.id, cell.digest]));
  const checks = new Set(now.filter(({ cell }) => !leavesTraces(cell)).map(({ cell }) => cell.id));
  const before = recorded.cells.filter(({ id }) => !checks.has(id));
  const fitting = new Set<string>();
  const stale: StaleOutputs[] = [];
  let at = 0;
  for (const { cell, digest } of now) {
    if (!leavesTraces(cell)) {
      if (known.get(cell.id) === digest) fitting.add(cell.id);
      else stale.push({ place: placeOf(lesson, cell), message: CHECK_CHANGED });
      continue;
    }
    const old = before[at++];
    if (old?.id !== cell.id || old.digest !== digest) {
      return { fitting, stale: [...stale, { place: placeOf(lesson, cell), message: CODE_CHANGED }] };
    }
    fitting.add(cell.id);
  }
  if (at < before.length) stale.push({ place: lesson.place, message: CODE_GONE });
  return { fitting, stale };
}

const CODE_CHANGED = "The code has changed here since its outputs were recorded, and what follows may depend on it";
const CODE_GONE = "Cells have gone from the lesson's end since its outputs were recorded";
const CHECK_CHANGED =
  "The check has changed since its outputs were recorded: the lesson's tests, or nbproof's set-up cell";

function placeOf(lesson: Lesson, { step = -1 }: RecordableCell["cell"]): SourcePlace {
  return lesson.steps[step]?.place ?? lesson.place;
}

interface OnKernel extends Pick<LessonNow, "lesson" | "cells"> {
  readonly facts: RecordedFacts;
  readonly fitting: ReadonlySet<string>;
  /** For messages: empty where there is but one. */
  readonly name: string;
}

function fitKernel({ lesson, cells, facts: told, fitting, name }: OnKernel, outputs: OutputsById): FittingOutputs {
  const facts = factsFor(lesson, told);
  if (facts === undefined) {
    const message = `The lesson asks for what was not recorded of ${kernelName(told)}`;
    return { shown: new Map(), stale: [{ place: lesson.place, message }] };
  }
  const shown = new Map<string, readonly Output[]>();
  const stale: StaleOutputs[] = [];
  for (const judged of judgeOutputs({ lesson, cells, facts }, outputs)) {
    if (judged.skipped) continue;
    const place = lesson.steps[judged.step]?.place ?? lesson.place;
    if (judged.absent.some((id) => fitting.has(id))) {
      stale.push({ place, message: `Nothing is recorded of this step${name}, and what follows may depend on it` });
      return { shown, stale };
    }
    for (const finding of judged.findings) {
      const message = `${finding.message}${name}`;
      stale.push({ place: finding.place, message, finding: { ...finding, message } });
    }
    if (judged.findings.length > 0) continue;
    for (const id of judged.cells) {
      const own = outputs.get(id);
      if (own !== undefined) shown.set(id, own);
    }
  }
  return { shown, stale };
}
