import type { SourcePlace } from "./place.ts";

/** A file's text, with the way from an offset to a place. */
export interface SourceFile {
  /** As places name it. */
  readonly file: string;
  readonly text: string;
  /** The offset at which each line begins. */
  readonly lineStarts: readonly number[];
}

/** Prepares a text for places. */
export function sourceFile(file: string, text: string): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The place of the characters from one offset to another; the end is told only where it is on the same line. */
export function placeAt(source: SourceFile, from: number, to?: number): SourcePlace {
  const line = lineAt(source, from);
  const start = source.lineStarts[line] ?? 0;
  const place = { file: source.file, line: line + 1, column: from - start + 1 };
  if (to === undefined || to <= from || to > source.text.length || lineAt(source, to) !== line) return place;
  return { ...place, endColumn: to - start + 1 };
}

/** The 0-based line that holds an offset. */
export function lineAt(source: SourceFile, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text of a 0-based line, without its line end. */
export function lineText(source: SourceFile, line: number): string {
  const start = source.lineStarts[line];
  if (start === undefined) return "";
  const next = source.lineStarts[line + 1];
  return source.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, "");
}

/** The offset of the end of the line that holds an offset, its line end not counted. */
export function lineEnd(source: SourceFile, offset: number): number {
  const line = lineAt(source, offset);
  return (source.lineStarts[line] ?? 0) + lineText(source, line).length;
}
