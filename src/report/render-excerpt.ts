import { cutLine } from "./cut-line.ts";
import { labelColumns, labelled } from "./labelled.ts";
import type { Style } from "./style.ts";
import { plural } from "./words.ts";

/** How much of a long text is shown, and under which label. */
export interface Excerpt {
  readonly label: string;
  readonly head: number;
  readonly tail: number;
}

/** A text behind a label: its first and last lines, and how many are left out between. */
export function renderExcerpt(text: string, { label, head, tail }: Excerpt, style: Style): string {
  const lines = text.trimEnd().split(/\r?\n/);
  const cut = (line: string): string => cutLine(line, style.columns - labelColumns - 2).text;
  const left = lines.length - head - tail;
  const shown =
    left > 1
      ? [
          ...lines.slice(0, head).map(cut),
          style.quiet(`… ${plural(left, "line")} more …`),
          ...lines.slice(-tail).map(cut),
        ]
      : lines.map(cut);
  return shown.map((line, index) => labelled(index === 0 ? label : "", line, style)).join("\n");
}
