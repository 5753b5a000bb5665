import type { Verdict } from "../model/finding.ts";
import { worstOf } from "../model/count-verdicts.ts";
import { displayWidth } from "./display-width.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";
import { renderMark } from "./words.ts";

/** One line of verdicts. */
export interface Row {
  /** 0 for a lesson, 1 for a step of it. */
  readonly depth: 0 | 1;
  readonly name: string;
  /** One a kernel; none where it was for another. */
  readonly verdicts: readonly (Verdict | undefined)[];
  readonly note: string;
  /** What does not fit behind it, one a line. */
  readonly below: readonly string[];
}

/** Rows of verdicts: the worst in front, then the name, a column for each kernel where there are several, and the note. */
export function renderTable(rows: readonly Row[], kernels: readonly string[], style: Style): string {
  if (rows.length === 0) return "";
  const width = Math.max(...rows.map((row) => row.depth * 2 + displayWidth(visible(row.name))));
  const columns = kernels.length > 1 ? kernels : [];
  const head = columns.length === 0 ? [] : [style.quiet(`${" ".repeat(width + 2)}  ${columns.join("  ")}`)];
  return [...head, ...rows.map((row) => renderRow(row, { width, columns, style }))].join("\n");
}

interface Layout {
  readonly width: number;
  readonly columns: readonly string[];
  readonly style: Style;
}

function renderRow({ depth, name, verdicts, note, below }: Row, { width, columns, style }: Layout): string {
  const shown = visible(name);
  const padding = " ".repeat(width - depth * 2 - displayWidth(shown));
  const cells = columns.map((column, index) => {
    const verdict = verdicts[index];
    const mark = verdict === undefined ? " " : renderMark(verdict, style);
    return `${mark}${" ".repeat(Math.max(0, displayWidth(column) - 1))}`;
  });
  const margin = "  ".repeat(depth);
  const line = `${margin}${renderMark(worstOf(verdicts.flatMap((verdict) => verdict ?? [])), style)} ${[`${shown}${padding}`, ...cells, note].join("  ")}`;
  return [line.trimEnd(), ...below.map((text) => `${margin}    ${text}`)].join("\n");
}
