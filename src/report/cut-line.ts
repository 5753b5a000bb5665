import { displayWidth, graphemesOf } from "./display-width.ts";
import { visible } from "./visible.ts";

/** From `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line as a terminal shows it: tabs expanded, nothing unseen, `…` where text is left out. */
export interface CutLine {
  readonly text: string;
  /** The columns, from 0, of what was marked. */
  readonly mark?: Span;
}

const tabStop = 4;

// A line is laid out no further than this around its mark, so that a line of megabytes costs nothing.
const reach = 1000;

/** The line cut to `columns`, so that the marked characters (0-based, UTF-16 code units) are in view. */
export function cutLine(line: string, columns: number, mark?: Span): CutLine {
  const from = Math.max(0, (mark?.start ?? 0) - reach);
  const cells = layOut(line.slice(from, from + 2 * reach), from);
  const marked = mark && columnsOf(cells, mark);
  const window = windowOf(cells, columns, marked);
  const kept = cells.filter((cell) => cell.start >= window.start && cell.end <= window.end);
  const head = from > 0 || kept[0] !== cells[0] ? "…" : "";
  const tail = from + 2 * reach < line.length || kept.at(-1) !== cells.at(-1) ? "…" : "";
  const text = `${head}${kept.map((cell) => cell.text).join("")}${tail}`;
  if (marked === undefined) return { text };
  const shift = (kept[0]?.start ?? 0) - head.length;
  const start = marked.start - shift;
  return { text, mark: { start, end: Math.max(start + 1, Math.min(marked.end, window.end) - shift) } };
}

interface LaidOut extends Span {
  readonly text: string;
  readonly index: number;
}

/** One entry a grapheme, with its columns; the last stands for the end of the line. */
function layOut(line: string, offset: number): readonly LaidOut[] {
  let start = 0;
  const cells = graphemesOf(line).map(({ segment, index }): LaidOut => {
    const text = segment === "\t" ? " ".repeat(tabStop - (start % tabStop)) : visible(segment);
    const cell = { text, index: offset + index, start, end: start + displayWidth(text) };
    start = cell.end;
    return cell;
  });
  return [...cells, { text: "", index: offset + line.length, start, end: start }];
}

function columnsOf(cells: readonly LaidOut[], mark: Span): Span {
  const columnOf = (index: number): number => cells.findLast((cell) => cell.index <= index)?.start ?? 0;
  const start = columnOf(mark.start);
  return { start, end: Math.max(start + 1, columnOf(mark.end)) };
}

/** The columns to keep: all, or the line's beginning, or what surrounds the mark; two are left for `…`. */
function windowOf(cells: readonly LaidOut[], columns: number, mark: Span | undefined): Span {
  const width = cells.at(-1)?.end ?? 0;
  if (width <= columns) return { start: 0, end: width };
  const room = columns - 2;
  const wanted = mark === undefined || mark.end <= room ? 0 : mark.start - Math.floor(room / 2);
  const start = Math.min(wanted, width - room);
  return { start, end: start + room };
}
