import { isRecord } from "../basics/is-record.ts";
import { encodePath } from "../basics/encode-path.ts";
import { parseJson } from "../basics/parse-json.ts";
import { outputJson } from "../ipynb/output-json.ts";
import type { CellView } from "./cell-view.ts";
import { element } from "./elements.ts";
import type { LessonData } from "../model/lesson-data.ts";

/** Gives the student the lesson's notebook with what was written and shown; gives what is wrong where it cannot. */
export async function saveWork(
  { folder, notebook, lesson }: LessonData,
  cells: readonly CellView[],
): Promise<string | undefined> {
  const response = await fetch(folder + encodePath(notebook)).catch(() => undefined);
  const value: unknown = response?.ok === true ? await response.json().catch(() => undefined) : undefined;
  if (!isRecord(value)) return "The lesson's notebook cannot be loaded: your work cannot be put into it now.";
  const name = `${lesson}-my-work.ipynb`;
  const text = `${JSON.stringify(withWork(value, cells), undefined, 1)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return undefined;
}

function withWork(notebook: Readonly<Record<string, unknown>>, views: readonly CellView[]): object {
  const byId = new Map(views.map((view) => [view.cell.id, view]));
  const cells = cellsOf(notebook).map((cell) => {
    const view = byId.get(String(cell["id"]));
    if (view === undefined) return cell;
    const outputs = view.ran === view.code ? (view.outputs ?? []).map(outputJson) : [];
    return { ...cell, source: view.code.split(/(?<=\n)/), outputs };
  });
  return { ...notebook, cells };
}

function cellsOf(notebook: unknown): readonly Readonly<Record<string, unknown>>[] {
  const cells: unknown = isRecord(notebook) ? notebook["cells"] : undefined;
  return Array.isArray(cells) ? cells.filter(isRecord) : [];
}

/** What a student chooses a notebook with; `onRead` gets the code of its cells by id, or what is wrong with the file. */
export function importWork(onRead: (sources: ReadonlyMap<string, string> | string) => void): HTMLElement {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".ipynb";
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void file.text().then((text) => onRead(readSources(text)));
    input.value = "";
  });
  return element("label", "import", "Open my work ", input);
}

function readSources(text: string): ReadonlyMap<string, string> | string {
  const notebook = parseJson(text);
  if (!isRecord(notebook)) return "This file is no notebook.";
  return new Map(
    cellsOf(notebook).flatMap(({ id, source, cell_type: type }) => {
      const lines: readonly unknown[] = Array.isArray(source) ? source : [source];
      return type === "code" && typeof id === "string" ? [[id, lines.map(String).join("")] as const] : [];
    }),
  );
}
