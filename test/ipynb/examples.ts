import { checkCode } from "../../src/check/check-code.ts";
import { notebookLesson } from "../../src/ipynb/notebook-lesson.ts";
import { readNotebook } from "../../src/ipynb/read-notebook.ts";
import type { Diagnostic } from "../../src/source/diagnostic.ts";
import type { CodeStep, Lesson } from "../../src/lesson/lesson.ts";
import type { Output } from "../../src/model/observation.ts";
import { renderPlace } from "../../src/report/headline.ts";
import { sourceFile } from "../../src/source/source-file.ts";
import { facts, seen } from "../check/examples.ts";

type Json = Readonly<Record<string, unknown>>;

/** A code cell that has been executed, unless its count is null. */
export function codeCell(source: string, more: Json = {}): Json {
  const lines = source.split(/(?<=\n)/);
  return { cell_type: "code", execution_count: 1, id: "a1", metadata: {}, outputs: [], source: lines, ...more };
}

export function printed(text: string, name: "stdout" | "stderr" = "stdout"): Json {
  return { name, output_type: "stream", text: text.split(/(?<=\n)/) };
}

export function displayed(data: Json, more: Json = {}): Json {
  return { data, metadata: {}, output_type: "display_data", ...more };
}

export function resulted(data: Json): Json {
  return displayed(data, { output_type: "execute_result", execution_count: 1 });
}

export function raised(ename: string, evalue: string): Json {
  return { ename, evalue, output_type: "error", traceback: [] };
}

/** A notebook's file as Python's nbformat writes it. */
export function notebookFile(cells: readonly Json[], metadata: Json = {}): string {
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`;
}

export interface ReadExample {
  readonly lesson: Lesson | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** `place code: message` of each. */
  readonly problems: readonly string[];
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads the text of `some.ipynb`. */
export function readExample(text: string): ReadExample {
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const notebook = readNotebook(sourceFile("some.ipynb", text), report);
  const lesson = notebook && notebookLesson(notebook, "/home/ada/some.ipynb", { report, sources });
  const problems = diagnostics.map(({ place, code, message }) => `${renderPlace(place)} ${code}: ${message}`);
  return { lesson, diagnostics, problems, sources };
}

/** The only code cell as a step. */
export function stepOf(cell: Json, metadata: Json = {}): CodeStep {
  const { lesson, problems } = readExample(notebookFile([cell], metadata));
  const step = lesson?.steps[0];
  if (step?.kind !== "code") throw new Error(`No step: ${problems.join("\n")}`);
  return step;
}

/** What is found where the cell now shows these outputs: `place code: message` of each. */
export function findingsOf(cell: Json, outputs: readonly Output[]): readonly string[] {
  const { findings } = checkCode(stepOf(cell), seen(outputs), { facts, captures: {} });
  return findings.map(({ place, code, message }) => `${renderPlace(place)} ${code}: ${message}`);
}
