import { type HoleReading, parseHole } from "./parse-hole.ts";

/** A part of a line: plain text, in which `$$(` has become `$(`, or a hole, sound or not. */
export type Piece =
  | { readonly kind: "plain"; readonly column: number; readonly text: string }
  | { readonly kind: "hole"; readonly column: number; readonly source: string; readonly reading: HoleReading };

/** The parts of a line of an expected text, from left to right. */
export function readPieces(line: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let column = 0;
  while (column < line.length) {
    const start = nextHole(line, column);
    if (start > column) pieces.push({ kind: "plain", column, text: line.slice(column, start).replaceAll("$$(", "$(") });
    if (start === line.length) break;
    const reading = parseHole(line, start);
    pieces.push({ kind: "hole", column: start, source: line.slice(start, reading.end), reading });
    column = reading.end;
  }
  return pieces;
}

/** The column of the next `$(` that no further `$` makes literal, else the line's length. */
function nextHole(line: string, from: number): number {
  const opening = /\$?\$\(/g;
  opening.lastIndex = from;
  let found = opening.exec(line);
  while (found?.[0] === "$$(") found = opening.exec(line);
  return found?.index ?? line.length;
}
