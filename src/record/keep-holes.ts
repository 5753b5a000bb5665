import { type Captures, matchPattern } from "../pattern/match-pattern.ts";
import type { Hole, TextLine } from "../pattern/pattern.ts";
import { type InferredLine, inferPieces, type LinePiece, lineOf, type Part } from "./infer-line.ts";
import { type Chain, chained, linksOf } from "./chain.ts";
import { readTokens } from "./line-tokens.ts";

/** What one run showed in a line, and the captures that hold there. */
export interface ShownLine {
  readonly line: string;
  readonly captures: Captures;
}

/** A changed line with those of the author's holes that still read what stands in their place; absent where there are none. */
export function keepHoles(own: TextLine, shown: readonly ShownLine[]): InferredLine | undefined {
  const tokens = tokensOf(own);
  if (!tokens.some((token) => typeof token !== "string")) return undefined;
  const lines = shown.map(({ line }) => line);
  const pieces = inferPieces(lines, { quotes: "apart", timed: false });
  if (pieces === undefined || tokens.length * pieces.length > mostPairs) return undefined;
  const way = cheapest(tokens, pieces, (hole, texts) =>
    texts.every((text, run) => reads(hole, text, shown[run]?.captures ?? {})),
  );
  const parts = [...linksOf(way.parts)];
  return parts.some((part) => typeof part !== "string" && "kept" in part) ? lineOf(parts) : undefined;
}

/** A line of more pieces than that is no sentence. */
const mostPairs = 10_000;

type OwnToken = string | Hole;

function tokensOf({ segments }: TextLine): readonly OwnToken[] {
  return segments.flatMap((segment): readonly OwnToken[] =>
    segment.kind === "hole" ? [segment.hole] : readTokens(segment.text, "apart").map(({ text }) => text),
  );
}

function reads(hole: Hole, text: string, captures: Captures): boolean {
  const line: TextLine = { kind: "text", source: hole.source, segments: [{ kind: "hole", hole }] };
  return text.trim() === text && matchPattern({ lines: [line] }, text, { captures }).matched;
}

interface Way {
  readonly cost: number;
  readonly parts: Chain<Part> | undefined;
}

// The author's hole goes only where it must.
const costs = { changed: 1, lostHole: 3, wide: 0.01 };

/** The most pieces that one hole may read. */
const widest = 12;

/** The cheapest way from the author's tokens to the pieces that were shown. */
function cheapest(
  own: readonly OwnToken[],
  pieces: readonly LinePiece[],
  fits: (hole: Hole, texts: readonly string[]) => boolean,
): Way {
  let next: Way[] = [];
  for (let index = own.length; index >= 0; index -= 1) {
    const token = own[index];
    const row: Way[] = Array.from({ length: pieces.length + 1 });
    for (let at = pieces.length; at >= 0; at -= 1) {
      const piece = pieces[at];
      const ways: Way[] = token === undefined && piece === undefined ? [{ cost: 0, parts: undefined }] : [];
      const take = (after: Way | undefined, cost: number, part?: Part): void => {
        if (after !== undefined) ways.push({ cost: after.cost + cost, parts: chained(part, after.parts) });
      };
      const loss = typeof token === "string" ? costs.changed : costs.lostHole;
      if (piece !== undefined) take(row[at + 1], costs.changed, piece.part);
      if (token !== undefined) take(next[at], loss);
      if (token !== undefined && piece !== undefined) {
        take(next[at + 1], piece.part === token ? 0 : loss, piece.part);
      }
      if (token !== undefined && typeof token !== "string") {
        for (const { count, texts } of spans(pieces, at)) {
          if (fits(token, texts)) take(next[at + count], costs.wide * count, { kept: token.source });
        }
      }
      row[at] = ways.reduce((best, way) => (way.cost < best.cost ? way : best));
    }
    next = row;
  }
  return next[0] ?? { cost: 0, parts: undefined };
}

/** What stands in the next piece, the next two and so on, run by run. */
function* spans(
  pieces: readonly LinePiece[],
  from: number,
): Generator<{ readonly count: number; readonly texts: readonly string[] }> {
  let texts: readonly string[] = [];
  for (const [index, { shown }] of pieces.slice(from, from + widest).entries()) {
    texts = shown.map((text, run) => (texts[run] ?? "") + text);
    yield { count: index + 1, texts };
  }
}
