import { isDeepStrictEqual } from "node:util";

import type { Output } from "../model/observation.ts";
import { nbformatJson } from "../notebook/nbformat-json.ts";
import { lineAt, lineText, type SourceFile } from "../source/source-file.ts";
import { itemsOf, type JsonNode, memberOf, valueOf } from "./json-node.ts";
import type { Notebook, NotebookCell } from "./notebook.ts";
import { outputJson, WIDGET_VIEW } from "./output-json.ts";
import { asSaved } from "./as-saved.ts";

/** What a cell showed when it was executed. */
export interface ExecutedCell {
  readonly outputs: readonly Output[];
  /** What is saved was found to be the same, as far as it is compared. */
  readonly keepsOutputs?: boolean;
  /** Absent where the kernel gave none. */
  readonly executionCount?: number;
}

/** A notebook's file, and the cells that were left as they were, since a widget's state is not known. */
export interface WithOutputs {
  readonly text: string;
  readonly widgets: readonly number[];
}

/**
 * The notebook's file with the outputs and counts of the cells that were executed, by their number. As little as can be
 * is changed: where no output differs, nothing is, byte for byte; a cell that shows what is saved keeps that.
 */
export function withOutputs(notebook: Notebook, executed: ReadonlyMap<number, ExecutedCell>): WithOutputs {
  const { source, cells } = notebook;
  const results = cells.flatMap((cell) => {
    const shown = executed.get(cell.number);
    return shown === undefined ? [] : [{ cell, shown, edits: outputEdits(cell, shown) }];
  });
  const widgets = results.filter(({ edits }) => edits === "widget").map(({ cell }) => cell.number);
  const outputs = results.flatMap(({ edits }) => (edits === "widget" ? [] : edits));
  // The counts of one run belong together.
  const edits =
    outputs.length === 0 ? [] : [...outputs, ...results.flatMap(({ cell, shown }) => countEdits(cell, shown))];
  return { text: edited(source, edits), widgets };
}

/** A view is of a model in the notebook's metadata, which no kernel sends with it: the two are left together. */
function outputEdits({ node, outputs }: NotebookCell, shown: ExecutedCell): readonly Edit[] | "widget" {
  if (shown.keepsOutputs === true) return [];
  const saved = asSaved(outputs.map(({ output }) => output));
  const now = asSaved(shown.outputs);
  if (isDeepStrictEqual(withoutCounts(saved), withoutCounts(now))) return [];
  if ([...saved, ...now].some(isWidget)) return "widget";
  return edit(node, "outputs", now.map(outputJson));
}

function isWidget(output: Output): boolean {
  return (output.type === "display" || output.type === "result") && Object.hasOwn(output.mime, WIDGET_VIEW);
}

function withoutCounts(outputs: readonly Output[]): readonly Output[] {
  return outputs.map((output) => (output.type === "result" ? { ...output, executionCount: 0 } : output));
}

/** The cell's own, and that of the result that it keeps. */
function countEdits({ node }: NotebookCell, { executionCount }: ExecutedCell): readonly Edit[] {
  const results = itemsOf(memberOf(node, "outputs")).filter((output) => memberOf(output, "execution_count"));
  return [node, ...results].flatMap((each) => edit(each, "execution_count", executionCount ?? null));
}

/** Two edits of one place are one: outputs that are replaced take their counts with them. */
function edited(source: SourceFile, edits: readonly Edit[]): string {
  const within = (inner: Edit, outer: Edit): boolean =>
    inner !== outer &&
    inner.from >= outer.from &&
    inner.to <= outer.to &&
    inner.to - inner.from < outer.to - outer.from;
  const outermost = edits.filter((each) => !edits.some((other) => within(each, other)));
  // A cell's keys may stand in any order; of two that it lacks, the count comes first, as nbformat writes them.
  const inOrder = outermost.toReversed().toSorted((left, right) => left.from - right.from);
  const pieces = inOrder.flatMap(({ from, written }, index) => [
    source.text.slice(inOrder[index - 1]?.to ?? 0, from),
    written(source),
  ]);
  return [...pieces, source.text.slice(inOrder.at(-1)?.to ?? 0)].join("");
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly written: (source: SourceFile) => string;
}

/** The key's new value; where the object does not have the key, it is put at its end. */
function edit(object: JsonNode, key: string, value: unknown): readonly Edit[] {
  const node = memberOf(object, key);
  if (node !== undefined) {
    if (isDeepStrictEqual(valueOf(node), value)) return [];
    return [{ from: node.offset, to: node.offset + node.length, written: (source) => rendered(source, node, value) }];
  }
  const last = object.children?.at(-1);
  if (last === undefined) return [];
  const at = last.offset + last.length;
  const written = (source: SourceFile): string => {
    const before = source.text.slice(0, last.offset);
    const own = before.slice(before.trimEnd().length);
    const layout = own.includes("\n") ? own.slice(own.lastIndexOf("\n")) : own;
    return `,${layout}"${key}": ${rendered(source, last, value)}`;
  };
  return [{ from: at, to: at, written }];
}

/** JSON as nbformat writes it, indented as the file is; on one line where the file is. */
function rendered(source: SourceFile, node: JsonNode, value: unknown): string {
  const line = lineText(source, lineAt(source, node.parent?.offset ?? node.offset));
  const indent = /^[ \t]*(?=")/.exec(line)?.[0];
  if (indent === undefined || indent === "") return JSON.stringify(JSON.parse(nbformatJson(value)));
  // A cell's keys stand three levels deep.
  const unit = indent.slice(0, Math.max(1, Math.round(indent.length / 3)));
  const lines = nbformatJson(value)
    .trimEnd()
    .split("\n")
    .map((each) => each.replace(/^ +/, (spaces) => unit.repeat(spaces.length)));
  return lines.join(`${source.text.includes("\r\n") ? "\r\n" : "\n"}${indent}`);
}
