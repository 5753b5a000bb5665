import { nearest } from "../basics/nearest.ts";

/** `; did you mean build?` where one of the known words is near; else nothing. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? "" : `; did you mean ${near}?`;
}
