import type { Style } from "./style.ts";

/** The columns before the text of a labelled line. */
export const labelColumns = 11;

/** A line behind a label and a bar: `expected │ 2`; without a label, the line that follows it. */
export function labelled(label: string, text: string, style: Style): string {
  return `${style.quiet(`${label.padEnd(labelColumns - 3)} │`)} ${text}`.trimEnd();
}
