import { type SourcePlace, shownPlace } from "../source/place.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

/** The first line of every message: `lesson.yaml:12:5  unknown-key  What happened`. */
export function renderHeadline(place: SourcePlace, code: string, message: string, style: Style): string {
  return `${style.place(renderPlace(place))}  ${style.bad(code)}  ${style.strong(visible(message))}`;
}

/** `lesson.yaml:12:5`, `some.ipynb:cell 3 (a1b2c3d4):2:5`. */
export function renderPlace(place: SourcePlace): string {
  const { file, line, column } = shownPlace(place);
  const within = place.cell?.part === "metadata" ? ` in cell ${place.cell.number}` : "";
  return `${visible(file)}:${line}:${column}${within}`;
}
