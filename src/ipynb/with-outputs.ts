import { isDeepStrictEqual } from "node:util";

import type { Output, WidgetModel } from "../model/observation.ts";
import { nbformatJson } from "../notebook/nbformat-json.ts";
import { lineAt, lineText, type SourceFile } from "../source/source-file.ts";
import { itemsOf, type JsonNode, memberOf, valueOf } from "./json-node.ts";
import type { Notebook, NotebookCell } from "./notebook.ts";
import { outputJson } from "./output-json.ts";
import { asSaved } from "./as-saved.ts";
import { viewedModels, WIDGET_STATE, type WidgetState, widgetState } from "./widget-state.ts";

/** What a cell showed when it was executed. */
export interface ExecutedCell {
  readonly outputs: readonly Output[];
  /** What is saved was found to be the same, as far as it is compared. */
  readonly keepsOutputs?: boolean;
  /** Absent where the kernel gave none. */
  readonly executionCount?: number;
  /** What it told of widgets. */
  readonly widgets?: readonly WidgetModel[];
}

/** A notebook's file, and the cells that were left as they were, since a widget's model is not known or would go. */
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
    return shown === undefined ? [] : [resultOf(cell, shown)];
  });
  const [views, others] = [results.filter(hasViews), results.filter((each) => !hasViews(each))];
  const renewals = views.some(({ differs }) => differs) ? viewEdits(notebook, views, executed) : [];
  const outputs = [...others.filter(({ differs }) => differs).flatMap(renewed), ...(renewals ?? [])];
  // The counts of one run belong together.
  const edits = outputs.length === 0 ? [] : [...outputs, ...results.flatMap(countEdits)];
  const left = renewals === undefined ? views.filter(({ differs }) => differs) : [];
  return { text: edited(source, edits), widgets: left.map(({ cell }) => cell.number) };
}

interface CellResult {
  readonly cell: NotebookCell;
  readonly shown: ExecutedCell;
  readonly saved: readonly Output[];
  readonly now: readonly Output[];
  /** What is saved is not what it showed. */
  readonly differs: boolean;
}

function resultOf(cell: NotebookCell, shown: ExecutedCell): CellResult {
  const saved = asSaved(cell.outputs.map(({ output }) => output));
  const now = asSaved(shown.outputs);
  const differs = shown.keepsOutputs !== true && !isDeepStrictEqual(withoutCounts(saved), withoutCounts(now));
  return { cell, shown, saved, now, differs };
}

function hasViews({ saved, now }: CellResult): boolean {
  return viewedModels([...saved, ...now]).length > 0;
}

function renewed({ cell, now }: CellResult): readonly Edit[] {
  return edit(cell.node, "outputs", now.map(outputJson));
}

/**
 * Views are of models in the notebook's metadata, whose ids are new in each run: all are written with them, or none.
 * Nothing where a model is not known, or a view stays whose model would go.
 */
function viewEdits(
  notebook: Notebook,
  views: readonly CellResult[],
  executed: ReadonlyMap<number, ExecutedCell>,
): readonly Edit[] | undefined {
  const stay = notebook.cells.filter(({ number }) => !executed.has(number));
  if (stay.some(({ outputs }) => viewedModels(outputs.map(({ output }) => output)).length > 0)) return undefined;
  const state = widgetState([...executed.values()].flatMap(({ widgets = [] }) => widgets));
  const shown = viewedModels(views.flatMap(({ now }) => now));
  if (!shown.every((id) => Object.hasOwn(state, id))) return undefined;
  // Where nothing is viewed any more, there is nothing to put where none was.
  const isViewed = shown.length > 0 || memberOf(notebook.metadata, "widgets") !== undefined;
  const models = isViewed ? modelEdits(notebook, state) : [];
  return models && [...views.flatMap(renewed), ...models];
}

/** Nothing where the notebook has no metadata to put them in. */
function modelEdits({ metadata }: Notebook, state: WidgetState): readonly Edit[] | undefined {
  if (metadata?.type !== "object") return undefined;
  const models = { state, version_major: 2, version_minor: 0 };
  const widgets = memberOf(metadata, "widgets");
  if (widgets?.children?.length) return edit(widgets, WIDGET_STATE, models);
  const own = { widgets: { [WIDGET_STATE]: models } };
  if (metadata.children?.length) return edit(metadata, "widgets", own.widgets);
  return [replacing(metadata, own)];
}

function withoutCounts(outputs: readonly Output[]): readonly Output[] {
  return outputs.map((output) => (output.type === "result" ? { ...output, executionCount: 0 } : output));
}

/** The cell's own, and that of the result that it keeps. */
function countEdits({ cell: { node }, shown: { executionCount } }: CellResult): readonly Edit[] {
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
    return [replacing(node, value)];
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

function replacing(node: JsonNode, value: unknown): Edit {
  const { offset: from, length } = node;
  return { from, to: from + length, written: (source) => rendered(source, node, value) };
}

/** JSON as nbformat writes it, indented as the file is; on one line where the file is. */
function rendered(source: SourceFile, node: JsonNode, value: unknown): string {
  const line = lineText(source, lineAt(source, (node.type === "property" ? node : (node.parent ?? node)).offset));
  const indent = /^[ \t]*(?=")/.exec(line)?.[0];
  if (indent === undefined || indent === "") return JSON.stringify(JSON.parse(nbformatJson(value)));
  const unit = indent.slice(0, Math.max(1, Math.round(indent.length / depthOf(node))));
  const lines = nbformatJson(value)
    .trimEnd()
    .split("\n")
    .map((each) => each.replace(/^ +/, (spaces) => unit.repeat(spaces.length)));
  return lines.join(`${source.text.includes("\r\n") ? "\r\n" : "\n"}${indent}`);
}

/** In how many objects and lists a value stands: 3 for a cell's outputs. */
function depthOf(node: JsonNode): number {
  const own = node.parent === undefined ? 0 : depthOf(node.parent);
  return node.parent === undefined || node.parent.type === "property" ? Math.max(own, 0) : own + 1;
}
