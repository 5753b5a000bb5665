import { compact } from "../basics/compact.ts";
import type { Cell } from "../lesson/cell.ts";
import { nbformatJson } from "./nbformat-json.ts";
import { pythonLines } from "./python-lines.ts";

/** What a code cell has shown. */
export interface CellOutputs {
  /** Its execution count. */
  readonly count: number;
  /** As nbformat has them. */
  readonly outputs: readonly object[];
}

/**
 * A notebook file in nbformat 4.5, byte for byte as Python's `nbformat.write` writes it, with the outputs of cells by
 * their id. Throws where two cells have one id.
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export function renderNotebook(cells: readonly Cell[], outputs: ReadonlyMap<string, CellOutputs> = new Map()): string {
  const ids = cells.map((cell) => cell.id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new Error(`Two cells have the id ${repeated}`);
  return nbformatJson({
    cells: cells.map((cell) => cellJson(cell, outputs.get(cell.id))),
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      // With a language JupyterLab does not ask which kernel to take.
      language_info: { name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

function cellJson(cell: Cell, shown: CellOutputs | undefined): object {
  const common = { id: cell.id, metadata: metadataOf(cell), source: pythonLines(cell.source) };
  if (cell.type === "markdown") return { ...common, cell_type: "markdown" };
  return { ...common, cell_type: "code", execution_count: shown?.count ?? null, outputs: shown?.outputs ?? [] };
}

function metadataOf({ tags, sourceHidden, deletable, editable }: Cell): object {
  return {
    ...compact({ deletable, editable, tags: tags.length > 0 ? tags : undefined }),
    // JupyterLab's and Colab's words for the same.
    ...(sourceHidden ? { jupyter: { source_hidden: true }, cellView: "form" } : {}),
  };
}
