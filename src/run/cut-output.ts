import type { MimeBundle } from "../lesson/mime-bundle.ts";
import { bytesOfMime } from "./output-size.ts";

// Of a flood nobody reads more than its head and tail, and holding on to all of it would cost its size several times.

/** Characters kept at each end. */
const KEPT = 10_000;
/** Lines kept at each end of a list of lines. */
const KEPT_LINES = 100;
const CUT = "\n…\n";

/** Both ends of a text. */
export function cutText(text: string, kept: number = KEPT): string {
  return text.length <= 2 * kept ? text : detached(text.slice(0, kept)) + CUT + detached(text.slice(-kept));
}

/** Both ends of a text in pieces, which together may be longer than a string can be. */
export function cutPieces(pieces: readonly string[]): string[] {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length <= 2 * KEPT) return [...pieces];
  const head = firstOf(pieces, (piece) => piece.slice(0, KEPT));
  const tail = firstOf(pieces.toReversed(), (piece) => piece.slice(-KEPT)).toReversed();
  return [detached(head.join("").slice(0, KEPT)), CUT, detached(tail.join("").slice(-KEPT))];
}

/** The first and last lines, each cut. */
export function cutLines(lines: readonly string[]): readonly string[] {
  const few = lines.length > 2 * KEPT_LINES ? [...lines.slice(0, KEPT_LINES), "…", ...lines.slice(-KEPT_LINES)] : lines;
  return few.map((line) => cutText(line, Math.ceil(KEPT / few.length)));
}

/** Of a large bundle the ends of its text, and nothing of a picture. */
export function cutMime(mime: MimeBundle): MimeBundle {
  if (bytesOfMime(mime) <= 2 * KEPT) return mime;
  const text = mime["text/plain"];
  return { "text/plain": typeof text === "string" ? cutText(text) : "…" };
}

/** As many pieces, each shortened, as have the characters that are kept. */
function firstOf(pieces: readonly string[], shorten: (piece: string) => string): readonly string[] {
  const taken: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (length >= KEPT) break;
    taken.push(shorten(piece));
    length += piece.length;
  }
  return taken;
}

/** A copy: a slice of a string keeps all of it in memory. */
function detached(text: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(text));
  return String(copy);
}
