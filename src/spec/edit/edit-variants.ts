import type { SourcePlace } from "../../source/place.ts";
import type { RecordedVariant, VariantChange } from "../../lesson/recording.ts";
import { lineAt, lineEnd, type SourceFile } from "../../source/source-file.ts";
import type { YamlEntry, YamlList, YamlNode } from "../yaml-node.ts";
import { isKept } from "./reads-as.ts";
import { renderScalar } from "./render-scalar.ts";
import {
  type Entry,
  isJson,
  partEntries,
  rawEntry,
  renderFlowItems,
  renderItems,
  renderMap,
} from "./render-variants.ts";
import { CannotEdit, endOf, isFlow, offsetAfter, type StepSource, withEdits } from "./step-source.ts";
import type { TextEdit } from "../../source/text-edit.ts";

/** The file with one of a step's variants changed, and narrower ones in front of it. */
export function withVariant(text: string, place: SourcePlace, { index, before, becomes }: VariantChange): string {
  let now = text;
  if (becomes?.kind === "texts") {
    for (const { path, text: value } of becomes.texts) {
      now = withEdits(now, place, (step) => [replaceText(step, { index, path, value })]);
    }
  }
  if (becomes?.kind === "parts")
    now = withEdits(now, place, (step) => [replaceParts(step, index, partEntries(becomes.parts))]);
  return before.length === 0 ? now : withEdits(now, place, (step) => insertVariants(step, index, before));
}

interface Expected {
  readonly entry: YamlEntry;
  /** The variant's own value: a text or a map. */
  readonly variant: YamlNode;
  /** Where it is one of a list. */
  readonly list?: YamlList;
}

function expected({ map }: StepSource, index: number): Expected {
  const entry = map.entries.find(({ key }) => key === "expect");
  if (entry === undefined) throw new CannotEdit("The step has no expectation any more");
  const { value } = entry;
  if (value.kind !== "list") return { entry, variant: value };
  const variant = value.items.filter(({ kind }) => kind === "map")[index];
  if (variant === undefined) throw new CannotEdit("The variant is not found in its file any more");
  return { entry, variant, list: value };
}

function replaceText(
  step: StepSource,
  { index, path, value }: { readonly index: number; readonly path: readonly string[]; readonly value: string },
): TextEdit {
  const { source } = step;
  const { entry, variant, list } = expected(step, index);
  let found = entry;
  let flow = isFlow(step) || list?.flow === true;
  for (const key of variant.kind === "text" ? [] : path) {
    const map: YamlNode = found === entry ? variant : found.value;
    const next = map.kind === "map" ? map.entries.find((each) => each.key === key) : undefined;
    if (next === undefined) throw new CannotEdit("The text is not found in its file any more");
    flow ||= source.text.charAt(map.from) === "{";
    found = next;
  }
  const node = found.value;
  const to = endOf(source, node);
  const written = source.text.slice(node.from, to).replaceAll("\r\n", "\n");
  // A comment behind the value stays there: no block can end before it.
  const hasMore = !/^[|>]/.test(written) && source.text.slice(to, lineEnd(source, to)).trim() !== "";
  const column = found.keyPlace.column - 1;
  const prefer = path.length > 1 ? "quotes" : "block";
  const text = renderScalar(value, { flow: flow || hasMore, column, prefer }, { written });
  return { from: node.from, to, text };
}

function replaceParts(step: StepSource, index: number, parts: readonly Entry[]): TextEdit {
  const { source } = step;
  const { entry, variant, list } = expected(step, index);
  refuseComments(source, variant);
  const kept = variant.kind === "map" ? variant.entries.filter(({ key, value }) => isKept(key, isDeep(value))) : [];
  const entries = [...kept.map(({ key, value }) => rawEntry(key, rawOf(source, value))), ...parts];
  if (list === undefined)
    return replaceValue(source, entry, renderMap(entries, { column: entry.keyPlace.column - 1, flow: isFlow(step) }));
  const flow = list.flow || source.text.charAt(variant.from) === "{";
  // As if behind a key two columns further out: there its own keys stand where they stood.
  const text = renderMap(entries, {
    column: variant.place.column - 3,
    flow: list.flow || (flow && entries.every(isLine)),
  });
  return { from: variant.from, to: endOf(source, variant), text: text.trimStart() };
}

function isDeep(value: YamlNode): boolean {
  return value.kind === "list" || (value.kind === "map" && value.entries.some((entry) => entry.value.kind !== "text"));
}

function isLine([, value]: Entry): boolean {
  if (isJson(value)) return true;
  return typeof value === "string" ? !value.includes("\n") : value.every(isLine);
}

function rawOf(source: SourceFile, value: YamlNode): string {
  const raw = source.text.slice(value.from, endOf(source, value));
  if (raw.includes("\n")) throw new CannotEdit("A key of several lines stands beside what changes: change it by hand");
  return raw;
}

/** Comments between the keys would be lost with them. */
function refuseComments(source: SourceFile, node: YamlNode): void {
  let at = node.from;
  for (const { from, to } of scalarsOf(node)) {
    if (/(?:^|\s)#/.test(source.text.slice(at, from)))
      throw new CannotEdit("A comment stands within what changes: change it by hand");
    at = to;
  }
}

function scalarsOf(node: YamlNode): readonly YamlNode[] {
  switch (node.kind) {
    case "text":
      return [node];
    case "list":
      return node.items.flatMap(scalarsOf);
    case "map":
      return node.entries.flatMap(({ value }) => scalarsOf(value));
  }
}

/** All that stands behind a key's colon; comments between the two stay. */
function replaceValue(source: SourceFile, entry: YamlEntry, rendered: string): TextEdit {
  const from = source.text.indexOf(":", offsetAfter(source, entry)) + 1;
  const to = endOf(source, entry.value);
  const comments = /^\s+#[^]*\S/.exec(source.text.slice(from, entry.value.from))?.[0] ?? "";
  if (comments === "" || rendered.startsWith("\n")) return { from, to, text: comments + rendered };
  return { from, to, text: `${comments}\n${" ".repeat(entry.keyPlace.column + 1)}${rendered.trimStart()}` };
}

function insertVariants(step: StepSource, index: number, before: readonly RecordedVariant[]): readonly TextEdit[] {
  const { source } = step;
  const { entry, variant, list } = expected(step, index);
  if (list === undefined) return [wrapped(step, entry, { before, after: [] })];
  if (list.flow) return [{ from: variant.from, to: variant.from, text: `${renderFlowItems(before)}, ` }];
  const { from, column } = dashOf(source, variant);
  return [{ from, to: from, text: `${renderItems(before, column)}\n` }];
}

/** The start of the line that begins an entry of a list, and the column of its dash. */
function dashOf(source: SourceFile, item: YamlNode): { readonly from: number; readonly column: number } {
  const from = source.lineStarts[lineAt(source, item.from)] ?? 0;
  const [, indent] = /^( *)- +$/.exec(source.text.slice(from, item.from)) ?? [];
  if (indent === undefined)
    throw new CannotEdit("The list of variants is written so that none can be put between: change it by hand");
  return { from, column: indent.length };
}

/** The edits that put variants behind all others. */
export function appendVariants(step: StepSource, after: readonly RecordedVariant[]): readonly TextEdit[] {
  const { source } = step;
  const { entry, list } = expected(step, 0);
  if (list === undefined) return [wrapped(step, entry, { before: [], after })];
  const last = list.items.at(-1);
  if (last === undefined) throw new CannotEdit("The list of variants is empty");
  const end = endOf(source, last);
  if (list.flow) return [{ from: end, to: end, text: `, ${renderFlowItems(after)}` }];
  const at = lineEnd(source, end);
  return [{ from: at, to: at, text: `\n${renderItems(after, dashOf(source, last).column)}` }];
}

interface Around {
  readonly before: readonly RecordedVariant[];
  readonly after: readonly RecordedVariant[];
}

/** The only variant becomes one of a list. */
function wrapped(step: StepSource, entry: YamlEntry, { before, after }: Around): TextEdit {
  const { source } = step;
  const { value } = entry;
  const column = entry.keyPlace.column - 1;
  if (value.kind === "text") {
    const all = [...before, { parts: { shows: value.text.value } }, ...after];
    const rendered = isFlow(step) ? ` [${renderFlowItems(all)}]` : `\n${renderItems(all, column + 2)}`;
    return replaceValue(source, entry, rendered);
  }
  const raw = source.text.slice(value.from, endOf(source, value));
  if (isFlow(step)) {
    const items = [renderFlowItems(before), raw, renderFlowItems(after)].filter((each) => each !== "");
    return replaceValue(source, entry, ` [${items.join(", ")}]`);
  }
  const indent = " ".repeat(column + 2);
  const own = raw.startsWith("{")
    ? `${indent}- ${raw}`
    : `${indent}- ${shifted(raw, column + 4 - (value.place.column - 1))}`;
  const items = [renderAll(before, column), own, renderAll(after, column)].filter((each) => each !== "");
  return replaceValue(source, entry, `\n${items.join("\n")}`);
}

function renderAll(variants: readonly RecordedVariant[], column: number): string {
  return variants.length === 0 ? "" : renderItems(variants, column + 2);
}

/** All lines but the first, which has its place already, so many columns further in. */
function shifted(raw: string, columns: number): string {
  if (columns < 0)
    throw new CannotEdit("The expectation is indented so far that it cannot become a variant: change it by hand");
  return raw.replaceAll(/\n(?=[^\r\n])/g, `\n${" ".repeat(columns)}`);
}
