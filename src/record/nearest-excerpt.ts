import type { TextLine } from "../pattern/pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { readTokens, type TokenKind } from "./line-tokens.ts";

/** Lines of an output that stand one right after the other. */
export interface Excerpt {
  /** 0-based. */
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
}

export interface Surroundings {
  /** Whether a line of the quotation still reads a line of the output. */
  readonly fits: (line: number, at: number) => boolean;
  /** The first line of the output that it may be. */
  readonly after: number;
  /** Where the lines stood in an output of as many lines. */
  readonly stood?: number | undefined;
}

/** The lines of an output to which quoted ones have become; absent where no others are clearly nearest. */
export function nearestExcerpt(
  quoted: readonly TextLine[],
  output: readonly string[],
  { fits, after, stood }: Surroundings,
): Excerpt | undefined {
  return between(quoted, output, { fits, after }) ?? mostAlike(quoted, output, { fits, after, stood });
}

/** From the first line to the last, where both are still there, once each, and not much more has come between them. */
function between(
  quoted: readonly TextLine[],
  output: readonly string[],
  { fits, after }: Surroundings,
): Excerpt | undefined {
  const placesOf = (line: number): readonly number[] =>
    [...output.keys()].filter((at) => at >= after && fits(line, at));
  const [from, ...others] = placesOf(0);
  const [last, ...further] = placesOf(quoted.length - 1);
  if (quoted.length < 2 || from === undefined || last === undefined || others.length + further.length > 0)
    return undefined;
  return last > from && last - from < quoted.length * 2 + 2 ? { from, to: last + 1 } : undefined;
}

/** An excerpt less alike than that could be any. */
const least = 0.4;

/** Two that differ by less are as near as each other. */
const margin = 0.1;

function mostAlike(
  quoted: readonly TextLine[],
  output: readonly string[],
  { fits, after, stood }: Surroundings,
): Excerpt | undefined {
  const before = quoted.map(piecesOf);
  const now = output.map((line) => piecesOf(parsePattern(line).pattern.lines[0]));
  const places = Array.from({ length: Math.max(0, output.length - quoted.length - after + 1) }, (_, at) => after + at);
  const scores = new Map(
    places.map((from) => {
      const each = before.map((line, index) => (fits(index, from + index) ? 1 : alike(line, now[from + index] ?? [])));
      return [from, each.reduce((sum, score) => sum + score, 0) / quoted.length] as const;
    }),
  );
  const best = Math.max(...scores.values());
  const nearest = places.filter((from) => (scores.get(from) ?? 0) > best - margin);
  const from = nearest.length === 1 && best >= least ? nearest[0] : nearest.find((at) => at === stood);
  return from === undefined ? undefined : { from, to: from + quoted.length };
}

interface Piece {
  readonly kind: TokenKind | "hole";
  readonly text: string;
}

function piecesOf(line: TextLine | { readonly kind: "ellipsis" } | undefined): readonly Piece[] {
  if (line?.kind !== "text") return [];
  return line.segments.flatMap((segment): readonly Piece[] =>
    segment.kind === "hole"
      ? [{ kind: "hole", text: segment.hole.source }]
      : readTokens(segment.text, "apart").filter(({ kind }) => kind !== "space"),
  );
}

/** From 0 to 1: the share of pieces that two lines have in common, in order; another of the same kind counts half. */
function alike(left: readonly Piece[], right: readonly Piece[]): number {
  if (left.length + right.length === 0) return 1;
  let above = right.map(() => 0).concat(0);
  for (const piece of left) {
    const row = [0];
    for (const [index, other] of right.entries()) {
      const both = (above[index] ?? 0) + common(piece, other);
      row.push(Math.max(both, above[index + 1] ?? 0, row[index] ?? 0));
    }
    above = row;
  }
  return (2 * (above.at(-1) ?? 0)) / (left.length + right.length);
}

function common(left: Piece, right: Piece): number {
  if (left.text === right.text) return 1;
  return left.kind === right.kind && left.kind !== "other" && left.kind !== "word" ? 0.5 : 0;
}
