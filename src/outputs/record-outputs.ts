import { isDeepStrictEqual } from "node:util";

import { asSaved } from "../ipynb/as-saved.ts";
import { outputJson } from "../ipynb/output-json.ts";
import type { Facts } from "../model/facts.ts";
import type { Observation, Output } from "../model/observation.ts";
import { withForms } from "../model/saved-forms.ts";
import { recordedFacts } from "./asked-facts.ts";
import { type RecordableCell, recordableCells } from "./digests.ts";
import { fitCode, type LessonNow, type StaleOutputs } from "./fit-outputs.ts";
import { type JudgedOutputs, judgeOutputs } from "./judge-outputs.ts";
import { type OutputsById, outputsOn, type RecordedFacts, type RecordedOutputs } from "./recorded-outputs.ts";
import { renumber } from "./renumber.ts";

/** What a lesson's cells showed on a kernel on which it passed. */
export interface ShownOnKernel {
  readonly facts: Facts;
  /** By the cell's id; of a cell that was skipped there is none. */
  readonly cells: ReadonlyMap<string, Pick<Observation, "outputs" | "executionCount">>;
}

/**
 * What is to be recorded of a run, as little of the old record changed as can be: an output stays where its code is the
 * same, on the same Python, and the lesson accepts it. A lesson whose outputs do not tell that it passed gives why.
 */
export function recordOutputs(
  now: LessonNow,
  runs: readonly ShownOnKernel[],
  old: RecordedOutputs | undefined,
): RecordedOutputs | readonly StaleOutputs[] {
  const code = recordableCells(now.lesson, now.cells);
  const before = old?.setting === now.setting ? old : undefined;
  const kernels: Kernel[] = [];
  const untold: StaleOutputs[] = [];
  for (const run of runs) {
    const told = recordedFacts(run.facts, now.lesson);
    if (kernels.some((kernel) => isDeepStrictEqual(kernel.told, told))) continue;
    const judge = (outputs: OutputsById): readonly JudgedOutputs[] =>
      judgeOutputs({ lesson: now.lesson, cells: now.cells, facts: run.facts }, outputs).filter(isWrong);
    const fresh = numbered(code, run);
    untold.push(...judge(fresh).flatMap(({ findings }) => findings.map(({ place, message }) => ({ place, message }))));
    const kept = keep(fresh, keepable(now, before, told), judge);
    const outputs = share(kept, kernels, judge);
    kernels.push({ told, outputs });
  }
  if (untold.length > 0) return untold;
  return {
    kernels: kernels.map(({ told }) => told),
    setting: now.setting,
    cells: code.map((cell) => recorded(cell, kernels)),
  };
}

interface Kernel {
  readonly told: RecordedFacts;
  readonly outputs: OutputsById;
}

type Judge = (outputs: OutputsById) => readonly JudgedOutputs[];

function isWrong({ findings }: JudgedOutputs): boolean {
  return findings.length > 0;
}

/** Counted as in the notebook: on a kernel, cells that are skipped are not counted. */
function numbered(code: readonly RecordableCell[], { cells }: ShownOnKernel): OutputsById {
  const counts = new Map(
    code.flatMap(({ cell: { id }, count }) => {
      const actual = cells.get(id)?.executionCount;
      return actual === undefined ? [] : [[actual, count] as const];
    }),
  );
  return new Map(
    code.flatMap(({ cell: { id, role }, count }) => {
      const seen = cells.get(id);
      return seen === undefined ? [] : [[id, renumber(asSaved(seen.outputs), { role, count, counts })] as const];
    }),
  );
}

/** What is recorded of a kernel of the same Python, of cells before which no code has changed. */
function keepable(now: LessonNow, before: RecordedOutputs | undefined, told: RecordedFacts): OutputsById {
  const index = before?.kernels.findIndex((facts) => isDeepStrictEqual(facts, told)) ?? -1;
  if (before === undefined || index === -1) return new Map();
  const { fitting } = fitCode(before, now);
  const counts = new Map(before.cells.map(({ id, count }) => [id, count]));
  const same = recordableCells(now.lesson, now.cells).filter(
    ({ cell: { id }, count }) => fitting.has(id) && counts.get(id) === count,
  );
  const outputs = outputsOn(before, index);
  const ids = new Set(same.map(({ cell: { id } }) => id));
  return new Map([...outputs].filter(([id]) => ids.has(id)));
}

/** The old outputs as far as the lesson accepts them beside the new ones: what one captures, another compares. */
function keep(fresh: OutputsById, old: OutputsById, judge: Judge): OutputsById {
  const mixed = new Map([...fresh].map(([id, outputs]) => [id, old.get(id) ?? outputs]));
  for (;;) {
    const wrong = judge(mixed).flatMap(({ cells }) => cells);
    if (wrong.length === 0) return mixed;
    const renewed = wrong.filter((id) => mixed.get(id) !== fresh.get(id));
    if (renewed.length === 0) return fresh;
    for (const id of renewed) mixed.set(id, fresh.get(id) ?? []);
  }
}

/** What an earlier kernel showed as well, but for what is different each time by nature, is recorded once. */
function share(own: OutputsById, kernels: readonly Kernel[], judge: Judge): OutputsById {
  const shared = new Map(
    [...own].map(([id, outputs]) => {
      const form = formOf(outputs);
      const others = kernels.flatMap((kernel) => (kernel.outputs.has(id) ? [kernel.outputs.get(id) ?? []] : []));
      return [id, others.find((each) => formOf(each) === form) ?? outputs] as const;
    }),
  );
  return judge(shared).length === 0 ? shared : own;
}

function formOf(outputs: readonly Output[]): string {
  return JSON.stringify(outputs.map(outputJson), (_, value: unknown) =>
    typeof value === "string" ? withForms(value, { replace: [] }) : value,
  );
}

function recorded(
  { cell: { id }, count, digest }: RecordableCell,
  kernels: readonly Kernel[],
): RecordedOutputs["cells"][number] {
  const shown: { readonly kernels: number[]; readonly outputs: readonly Output[] }[] = [];
  for (const [index, kernel] of kernels.entries()) {
    const outputs = kernel.outputs.get(id);
    if (outputs === undefined) continue;
    const same = shown.find((each) => each.outputs === outputs);
    if (same === undefined) shown.push({ kernels: [index], outputs });
    else same.kernels.push(index);
  }
  return { id, count, digest, shown };
}
