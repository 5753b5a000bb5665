import type { SourcePlace } from "../source/place.ts";
import { cutLine } from "./cut-line.ts";
import type { Style } from "./style.ts";

const context = 2;

/** The place's line with two lines around it, numbered, the place underlined; empty where the source has no such line. */
export function renderCodeFrame(source: string, place: SourcePlace, style: Style): string {
  const lines = source.split("\n");
  if (place.line > lines.length) return "";
  const first = Math.max(1, place.line - context);
  const last = Math.min(lines.length, place.line + context);
  const frame: Frame = { gutter: String(last).length, style };
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = (lines[number - 1] ?? "").replace(/\r$/, "");
    if (number === place.line) rows.push(...renderMarked(line, place, frame));
    else if (number < lines.length || line !== "") rows.push(renderLine(line, number, frame));
  }
  return rows.join("\n");
}

interface Frame {
  readonly gutter: number;
  readonly style: Style;
}

function renderLine(line: string, number: number, { gutter, style }: Frame): string {
  const { text } = cutLine(line, style.columns - gutter - 5);
  return style.quiet(`  ${String(number).padStart(gutter)} │ ${text}`.trimEnd());
}

function renderMarked(line: string, place: SourcePlace, { gutter, style }: Frame): readonly string[] {
  const start = place.column - 1;
  const end = Math.max(place.column, place.endColumn ?? place.column) - 1;
  const { text, mark = { start, end } } = cutLine(line, style.columns - gutter - 5, { start, end });
  const caret = " ".repeat(mark.start) + style.bad("^".repeat(mark.end - mark.start));
  return [
    `${style.bad(">")} ${style.quiet(`${String(place.line).padStart(gutter)} │`)} ${text}`.trimEnd(),
    `  ${" ".repeat(gutter)} ${style.quiet("│")} ${caret}`,
  ];
}
