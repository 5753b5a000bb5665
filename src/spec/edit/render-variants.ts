import type { RecordedDisplay, RecordedJson, RecordedParts, RecordedVariant } from "../../lesson/recording.ts";
import type { Requirements } from "../../lesson/requirements.ts";
import { showVersions } from "../../lesson/versions.ts";
import { jsonOnLine, renderJson } from "./render-json.ts";
import { renderScalar } from "./render-scalar.ts";

/** An entry of a map that is to be written: a text, a map of its own, or JSON. */
export type Entry = readonly [key: string, value: string | readonly Entry[] | JsonValue];

interface JsonValue {
  readonly json: RecordedJson;
}

/** Whether an entry's value is JSON. */
export function isJson(value: Entry[1]): value is JsonValue {
  return typeof value === "object" && "json" in value;
}

/** The longest line that a map in braces may make. */
const longest = 120;

/** What follows `expect:` on its line and below; `column` is that of the key. */
export function renderExpectation(variants: readonly RecordedVariant[], { column, flow }: ValuePlace): string {
  const [only] = variants;
  if (only !== undefined && variants.length === 1 && only.when === undefined) {
    return renderEntries(entriesOf(only), { column, flow });
  }
  if (flow) return ` [${variants.map((variant) => braced(entriesOf(variant))).join(", ")}]`;
  return `\n${renderItems(variants, column + 2)}`;
}

export interface ValuePlace {
  /** The column of the key before the value, 0-based. */
  readonly column: number;
  readonly flow: boolean;
}

/** Variants as entries of a list whose dashes stand in this column, without the last line's end. */
export function renderItems(variants: readonly RecordedVariant[], column: number): string {
  const all = variants.map(entriesOf);
  const short = all.map((entries) => `${" ".repeat(column)}- ${braced(entries)}`);
  if (all.every(isShort) && short.every((line) => line.length <= longest)) return short.join("\n");
  return all.map((entries) => renderItem(entries, column)).join("\n");
}

function renderItem(entries: readonly Entry[], column: number): string {
  const lines = entries.map((entry) => " ".repeat(column + 2) + renderEntry(entry, column + 2));
  return `${" ".repeat(column)}- ${lines.join("\n").slice(column + 2)}`;
}

/** Variants in braces, for a list in brackets. */
export function renderFlowItems(variants: readonly RecordedVariant[]): string {
  return variants.map((variant) => braced(entriesOf(variant))).join(", ");
}

/** A value that is a map, or the text alone where that is all it says. */
function renderEntries(entries: readonly Entry[], { column, flow }: ValuePlace): string {
  const [first] = entries;
  if (first !== undefined && entries.length === 1 && first[0] === "shows" && typeof first[1] === "string") {
    return ` ${renderScalar(first[1], { flow, column, prefer: "block" })}`;
  }
  return renderMap(entries, { column, flow });
}

/** A map in braces where it is short, else below its key. */
export function renderMap(entries: readonly Entry[], { column, flow }: ValuePlace): string {
  const short = braced(entries);
  if (flow || (isShort(entries) && column + short.length <= longest - 10)) return ` ${short}`;
  return `\n${entries.map((entry) => " ".repeat(column + 2) + renderEntry(entry, column + 2)).join("\n")}`;
}

/** A key and its value; the key stands in this column. */
function renderEntry([key, value]: Entry, column: number): string {
  if (isJson(value)) return `${key}:${renderJson(value.json, column)}`;
  if (typeof value !== "string") return `${key}:${renderMap(value, { column, flow: false })}`;
  const prefer = key === "name" || key === "message" ? "quotes" : "block";
  return `${key}: ${raw(value) ?? renderScalar(value, { flow: false, column, prefer })}`;
}

/** One line each, and no text so unlike a word that a block would show it better. */
function isShort(entries: readonly Entry[]): boolean {
  return entries.every(([, value]) => {
    if (isJson(value)) return jsonOnLine(value.json).length <= 60;
    return typeof value === "string" ? !value.includes("\n") : isShort(value);
  });
}

function braced(entries: readonly Entry[]): string {
  return `{ ${entries.map(flowEntry).join(", ")} }`;
}

function flowEntry([key, value]: Entry): string {
  if (isJson(value)) return `${key}: ${jsonOnLine(value.json)}`;
  if (typeof value !== "string") return `${key}: ${braced(value)}`;
  return `${key}: ${raw(value) ?? renderScalar(value, { flow: true, column: 0, prefer: "quotes" })}`;
}

/** What the author wrote and stays as it is, marked so that it is not quoted. */
const mark = "\0raw";

function raw(value: string): string | undefined {
  return value.startsWith(mark) ? value.slice(mark.length) : undefined;
}

/** An entry whose value is YAML already. */
export function rawEntry(key: string, yaml: string): Entry {
  return [key, mark + yaml];
}

/** A variant's keys in the order in which lessons have them. */
export function entriesOf({ when, parts }: RecordedVariant): readonly Entry[] {
  return [...(when === undefined ? [] : [["when", requirementEntries(when)] as const]), ...partEntries(parts)];
}

/** The keys of a variant beside `when`. */
export function partEntries(parts: RecordedParts): readonly Entry[] {
  const { shows, stdout, stderr, result, error, display, nothing, unordered } = parts;
  const entries: readonly (readonly [string, Entry[1] | undefined])[] = [
    ["shows", shows],
    ["stdout", stdout],
    ["result", result],
    ["stderr", stderr],
    ["error", error === undefined ? undefined : present(Object.entries(error))],
    ["display", display === undefined ? undefined : Object.entries(display).map(displayEntry)],
    ["nothing", nothing === undefined ? undefined : "true"],
    ["unordered", unordered === undefined ? undefined : "true"],
  ];
  return present(entries);
}

function displayEntry([mimeType, value]: readonly [string, RecordedDisplay]): Entry {
  return [mimeType, typeof value === "string" || "json" in value ? value : Object.entries(value)];
}

function present(entries: readonly (readonly [string, Entry[1] | undefined])[]): readonly Entry[] {
  return entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

function requirementEntries({ python, packages, ...others }: Requirements): readonly Entry[] {
  const rest = Object.entries(others).map(([key, value]): Entry => {
    return [key, typeof value === "boolean" ? (value ? "yes" : "no") : String(value)];
  });
  return [
    ...(python === undefined ? [] : [["python", showVersions(python)] as const]),
    ...rest,
    ...(packages === undefined
      ? []
      : [
          [
            "packages",
            Object.entries(packages).map(([name, set]): Entry => [name, set === "" ? "any" : showVersions(set)]),
          ] as const,
        ]),
  ];
}
