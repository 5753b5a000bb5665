import type { Place } from "../lesson/place.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

/** The first line of every message: `lesson.yaml:12:5  unknown-key  What happened`. */
export function renderHeadline(place: Place, code: string, message: string, style: Style): string {
  const at = `${visible(place.file)}:${place.line}:${place.column}`;
  return `${style.place(at)}  ${style.bad(code)}  ${style.strong(visible(message))}`;
}
