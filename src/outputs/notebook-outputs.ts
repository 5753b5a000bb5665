import type { Cell } from "../lesson/cell.ts";
import { outputJson, WIDGET_VIEW } from "../ipynb/output-json.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";
import type { Output } from "../model/observation.ts";
import type { CellOutputs } from "../notebook/render-notebook.ts";
import { recordableCells } from "./digests.ts";
import { fitOutputs, type LessonNow, type StaleOutputs } from "./fit-outputs.ts";
import type { OutputsById, RecordedOutputs } from "./recorded-outputs.ts";
import { renumber } from "./renumber.ts";

/** What the cells of a solutions edition have of recorded outputs. */
export interface NotebookOutputs {
  /** By the cell's id. */
  readonly cells: ReadonlyMap<string, CellOutputs>;
  /** The same as a reader sees them. */
  readonly shown: OutputsById;
  readonly stale: readonly StaleOutputs[];
}

/** Recorded outputs for the notebook, with its execution counts; of what has changed since, none. */
export function notebookOutputs(recorded: RecordedOutputs, now: LessonNow): NotebookOutputs {
  const { shown, stale } = fitOutputs(recorded, now);
  const code = recordableCells(now.lesson, now.cells);
  const old = new Map(recorded.cells.map(({ id, count }) => [id, count]));
  const counts = new Map(code.map(({ cell: { id }, count }) => [old.get(id) ?? count, count]));
  const kept = code.flatMap(({ cell: { id, role }, count }) => {
    const outputs = shown.get(id);
    return outputs === undefined
      ? []
      : [{ id, count, outputs: renumber(outputs, { role, count, counts }).flatMap(withoutView) }];
  });
  const cells = kept.map(({ id, count, outputs }) => [id, { count, outputs: outputs.map(outputJson) }] as const);
  return {
    cells: new Map<string, CellOutputs>([...setupOf(now.cells, cells.length > 0), ...cells]),
    shown: new Map(kept.map(({ id, outputs }) => [id, outputs])),
    stale,
  };
}

/** It ran before all others, and showed nothing. */
function setupOf(cells: readonly Cell[], hasRun: boolean): readonly (readonly [string, CellOutputs])[] {
  const code = cells.filter(({ type }) => type === "code");
  return [...code.entries()].flatMap(([index, { id, role }]) =>
    role === "setup" && hasRun ? [[id, { count: index + 1, outputs: [] }] as const] : [],
  );
}

/** What a widget showed is in a model, which is not there any more. */
function withoutView(output: Output): readonly Output[] {
  if (output.type !== "display" && output.type !== "result") return [output];
  const mime: MimeBundle = Object.fromEntries(Object.entries(output.mime).filter(([type]) => type !== WIDGET_VIEW));
  return Object.keys(mime).length === 0 ? [] : [{ ...output, mime }];
}
