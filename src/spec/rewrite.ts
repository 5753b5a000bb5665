import type { Diagnostic } from "../source/diagnostic.ts";
import { lineAt, lineEnd, lineText, type SourceFile } from "../source/source-file.ts";

/** A part of a file, by offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a diagnostic has of lines that are rewritten. */
export type Rewrite = Pick<Diagnostic, "rewritten" | "replaces">;

/** The author's lines with a value put in quotes, or under `|` where it has several lines or `block` is asked for. */
export function rewriteAsText(source: SourceFile, value: Span, form: "quotes" | "block"): Rewrite {
  if (beforeOnLine(source, value.from).trim() === "" && value.from > 0) return rewriteBelowKey(source, value);
  const written = source.text.slice(value.from, value.to).trimEnd();
  const block = (form === "block" || written.includes("\n")) && !isInFlow(source, value.from);
  return rewriteSpan(source, value, block ? `|\n${indented(source, value.from, written)}` : quoted(written));
}

/** The author's lines with a part of them replaced. */
export function rewriteSpan(source: SourceFile, { from, to }: Span, replacement: string): Rewrite {
  const first = lineAt(source, from);
  const last = lineAt(source, Math.max(from, to - 1));
  const before = source.text.slice(source.lineStarts[first], from);
  const lastStart = source.lineStarts[last] ?? 0;
  const after = lineText(source, last).slice(Math.max(0, to - lastStart));
  const isBlock = replacement.startsWith("|\n");
  const rewritten = before + replacement + (isBlock ? "" : after);
  // A block of text has no room for what follows on the line.
  return isBlock && after.trim() !== "" ? { rewritten } : rewriteLines(source, { first, last }, rewritten);
}

/** Lines (0-based) with what is to stand in their place. */
export function rewriteLines(
  source: SourceFile,
  { first, last }: { readonly first: number; readonly last: number },
  rewritten: string,
): Rewrite {
  const from = source.lineStarts[first] ?? 0;
  const text = source.text.slice(from, lineEnd(source, source.lineStarts[last] ?? 0));
  return { rewritten, replaces: { line: first + 1, column: 1, text } };
}

/** A text as YAML takes it for text whatever it holds. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, (space) => (space.includes("\n") ? " " : space));
  return /["\\]/.test(line) ? `'${line.replaceAll("'", "''")}'` : `"${line}"`;
}

/** Whether an offset lies between the braces or brackets of its line. */
export function isInFlow(source: SourceFile, offset: number): boolean {
  const before = beforeOnLine(source, offset).replaceAll(/"[^"]*"|'[^']*'/g, "");
  const opened = before.match(/[[{]/g)?.length ?? 0;
  return opened > (before.match(/[\]}]/g)?.length ?? 0);
}

/** What stands before the brackets and commas at the end of a line. */
export function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0 && " \t\r]},".includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The advice that goes with a value rewritten as text. */
export function adviseText(source: SourceFile, offset: number): string {
  return isInFlow(source, offset) ? "Quote the text" : "Quote the text, or put it under `|`";
}

function beforeOnLine(source: SourceFile, offset: number): string {
  return source.text.slice(source.lineStarts[lineAt(source, offset)], offset);
}

/** A list or map below its key becomes a block as it stands, once the key's line says so. */
function rewriteBelowKey(source: SourceFile, { from, to }: Span): Rewrite {
  const start = source.lineStarts[lineAt(source, from)] ?? 0;
  const above = source.text.slice(0, start).trimEnd();
  const first = lineAt(source, above.length);
  const end = source.text.slice(0, to).trimEnd().length;
  const written = source.text.slice(start, end);
  return rewriteLines(
    source,
    { first, last: lineAt(source, Math.max(start, end - 1)) },
    `${lineText(source, first)} |\n${written}`,
  );
}

/** Each line two columns further in than the key, or the entry of a list, that the value belongs to. */
function indented(source: SourceFile, valueFrom: number, text: string): string {
  const before = beforeOnLine(source, valueFrom);
  const dashes = /^\s*(?:- +)*/.exec(before)?.[0] ?? "";
  const keyed = before.trimEnd().endsWith(":");
  const column = keyed ? dashes.length : Math.max(0, dashes.length - 2);
  const lines = text.split(/\r?\n/);
  const depth = Math.min(...lines.slice(1).flatMap((each) => (each.trim() === "" ? [] : [each.search(/\S/)])));
  return lines
    .map((each, index) => (index === 0 ? each : each.slice(Number.isFinite(depth) ? depth : 0)))
    .map((each) => (each === "" ? "" : " ".repeat(column + 2) + each))
    .join("\n");
}
