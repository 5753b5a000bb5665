import type { LessonChecks } from "../model/lesson-data.ts";
import type { Observation, Output } from "../model/observation.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { capturesBoundBy } from "./captures-bound-by.ts";
import { checkCode } from "./check-code.ts";

/** What cells have captured, each by its id: those whose latest run showed what the lesson says. */
export type ShownCaptures = ReadonlyMap<string, Captures>;

export interface JudgedShown {
  /** Whether the cell showed what the lesson says; absent where outputs alone do not tell. */
  readonly asSaid?: boolean;
  readonly captures: ShownCaptures;
}

/**
 * Holds what a cell as the lesson has it showed in one run against the lesson, as far as that can be told from its outputs: not
 * which commands failed, how often a display changed, what was asked.
 */
export function judgeShown(
  { cells, facts }: LessonChecks,
  {
    id,
    outputs,
    captures,
  }: { readonly id: string; readonly outputs: readonly Output[]; readonly captures: ShownCaptures },
): JudgedShown {
  const others = new Map([...captures].filter(([other]) => other !== id));
  const index = cells.findIndex((cell) => cell.id === id);
  const cell = cells[index];
  if (cell === undefined) return { captures: others };
  const before: Captures = Object.assign({}, ...cells.slice(0, index).map((each) => others.get(each.id)));
  const seen: Observation = { outputs, ending: { kind: "completed" }, prompts: [], duration: 0 };
  const outcome = checkCode(cell.step, seen, { facts, captures: before });
  if (outcome.lost !== undefined || outcome.unset !== undefined) return { captures: others };
  if (outcome.findings.length > 0) return { captures: others, ...(!cell.measures && { asSaid: false }) };
  const own = new Set(capturesBoundBy(cell.step));
  const bound = Object.fromEntries(Object.entries(outcome.captures).filter(([name]) => own.has(name)));
  return { asSaid: true, captures: others.set(id, bound) };
}
