import type { CheckedCell, LessonChecks } from "../model/lesson-data.ts";
import type { Observation, Output } from "../model/observation.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { capturesBoundBy } from "./captures-bound-by.ts";
import { capturesUsedBy } from "./captures-used-by.ts";
import { checkCode } from "./check-code.ts";

/** What cells have captured, each by its id: those whose latest run showed what the lesson says. */
export type ShownCaptures = ReadonlyMap<string, Captures>;

/** A run of a cell, and what cells had captured before it. */
export interface ShownRun {
  readonly id: string;
  readonly outputs: readonly Output[];
  readonly captures: ShownCaptures;
}

export interface JudgedShown {
  /** Whether the cell showed what the lesson says; absent where outputs alone do not tell. */
  readonly asSaid?: boolean;
  readonly captures: ShownCaptures;
  /** The ids of the cells that were held against a capture which is another one now. */
  readonly withdraws: readonly string[];
}

/**
 * Holds what a cell showed in one run against the lesson, as far as that can be told from its outputs: not which commands
 * failed, how often a display changed, what was asked.
 */
export function judgeShown({ cells, facts }: LessonChecks, { id, outputs, captures }: ShownRun): JudgedShown {
  const others = new Map([...captures].filter(([other]) => other !== id));
  const index = cells.findIndex((cell) => cell.id === id);
  const cell = cells[index];
  if (cell === undefined) return { captures: others, withdraws: [] };
  const seen: Observation = { outputs, ending: { kind: "completed" }, prompts: [], duration: 0 };
  const before = capturesBefore(cells.slice(0, index), others);
  const outcome = cell.told ? checkCode(cell.step, seen, { facts, captures: before }) : undefined;
  const untold = outcome === undefined || outcome.lost !== undefined || outcome.unset !== undefined;
  const asSaid = !untold && outcome.findings.length === 0;
  if (asSaid) {
    const own = new Set(capturesBoundBy(cell.step));
    others.set(id, Object.fromEntries(Object.entries(outcome.captures).filter(([name]) => own.has(name))));
  }
  const judged = { captures: others, withdraws: readersOf(cells, changedCaptures(captures.get(id), others.get(id))) };
  return untold || (!asSaid && cell.measures) ? judged : { ...judged, asSaid };
}

/** Of cells that bind the same name the last one counts; where that has not shown what it should, nobody knows the value. */
function capturesBefore(cells: readonly CheckedCell[], captures: ShownCaptures): Captures {
  const known = new Map<string, string>();
  for (const { id, step } of cells) {
    for (const name of capturesBoundBy(step)) {
      const value = captures.get(id)?.[name];
      if (value === undefined) known.delete(name);
      else known.set(name, value);
    }
  }
  return Object.fromEntries(known);
}

function changedCaptures(before: Captures = {}, after: Captures = {}): readonly string[] {
  return Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
}

function readersOf(cells: readonly CheckedCell[], names: readonly string[]): readonly string[] {
  const readers = cells.filter(({ step }) => {
    const own = new Set(capturesBoundBy(step));
    return capturesUsedBy(step).some((name) => names.includes(name) && !own.has(name));
  });
  return readers.map(({ id }) => id);
}
