import type { RecordedJson } from "../../lesson/recording.ts";
import { renderScalar } from "./render-scalar.ts";

/** As far as a list or an object stands on one line. */
const longest = 90;

/** A JSON value as JSON is written, which YAML reads; `column` is that of the key before it, 0-based. */
export function renderJson(json: RecordedJson, column: number): string {
  const short = jsonOnLine(json);
  return column + short.length <= longest ? ` ${short}` : `\n${" ".repeat(column + 2)}${onLines(json, column + 2)}`;
}

/** The value on one line. */
export function jsonOnLine(json: RecordedJson): string {
  switch (json.kind) {
    case "scalar":
      return json.quoted
        ? JSON.stringify(json.text)
        : renderScalar(json.text, { flow: true, column: 0, prefer: "quotes" });
    case "list":
      return `[${json.items.map(jsonOnLine).join(", ")}]`;
    case "map":
      return json.entries.length === 0
        ? "{}"
        : `{ ${entriesOf(json)
            .map(([key, value]) => key + jsonOnLine(value))
            .join(", ")} }`;
  }
}

/** An item or entry a line, two columns further in than the brackets; those that are short stay on theirs. */
function onLines(json: RecordedJson, column: number): string {
  const short = jsonOnLine(json);
  if (json.kind === "scalar" || column + short.length <= longest) return short;
  const indent = " ".repeat(column + 2);
  const [open, close] = json.kind === "list" ? "[]" : "{}";
  const inner = json.kind === "list" ? json.items.map((item) => ["", item] as const) : entriesOf(json);
  const lines = inner.map(([key, value]) => `${indent}${key}${onLines(value, column + 2)}`);
  return `${open}\n${lines.join(",\n")}\n${" ".repeat(column)}${close}`;
}

function entriesOf({
  entries,
}: Extract<RecordedJson, { kind: "map" }>): readonly (readonly [key: string, value: RecordedJson])[] {
  return entries.map(({ key, value }) => [`${JSON.stringify(key)}: `, value] as const);
}
