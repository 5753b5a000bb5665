import { readPieces } from "./read-pieces.ts";

/** What a student reads in place of an expected text: a hole as `…`, `$$(` as `$(`. */
export function showPattern(text: string): string {
  return text.replace(/[^\r\n]+/g, showLine);
}

function showLine(line: string): string {
  return readPieces(line)
    .map((piece) => {
      if (piece.kind === "plain") return piece.text;
      return "hole" in piece.reading ? "…" : piece.source;
    })
    .join("");
}
