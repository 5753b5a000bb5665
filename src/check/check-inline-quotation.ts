import { compact } from "../basics/compact.ts";
import type { Quotation } from "../lesson/quotation.ts";
import type { Finding } from "../model/finding.ts";
import type { SourceText } from "../source/place.ts";

/** A figure in a sentence: a part of some line, and no part of a longer word or number there. */
export function checkInlineQuotation(
  { value, starts }: SourceText,
  actual: string,
  { step, place }: Pick<Quotation, "step" | "place">,
): readonly Finding[] {
  const lines = actual.split("\n");
  if (lines.some((line) => hasWhole(line, value))) return [];
  const instead = [...new Set(lines.flatMap((line) => alike(line, value)))];
  const [only] = instead;
  return [
    {
      code: "quotation-differs",
      place: starts[0] ?? place,
      message: `The output of \`${step}\` has no \`${value}\``,
      shown: actual,
      ...compact({ advice: only === undefined || instead.length > 1 ? undefined : `It has \`${only}\`` }),
    },
  ];
}

function hasWhole(line: string, text: string): boolean {
  for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + 1)) {
    if (isApart(line, at, at + text.length)) return true;
  }
  return false;
}

/** `28` is neither in `128` nor in `28.5` nor in `-28`; `cat` is not in `category`. */
function isApart(line: string, from: number, to: number): boolean {
  const [first, last] = [line.charAt(from), line.charAt(to - 1)];
  const before = line.slice(Math.max(0, from - 2), from);
  const after = line.slice(to, to + 2);
  if (isWord(first) && (isWord(before.slice(-1)) || (isDigit(first) && /(?:^|\W)[-+]$|\d[.,]$|^[.,]$/.test(before))))
    return false;
  return !(isWord(last) && (isWord(after.slice(0, 1)) || (isDigit(last) && /^[.,]\d/.test(after))));
}

const isWord = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character);
const isDigit = (character: string): boolean => /\d/.test(character);

/** What of a line is the same text with other numbers. */
function alike(line: string, text: string): readonly string[] {
  const form = withoutNumbers(text);
  if (form.numbers === 0) return [];
  const { text: masked, from } = withoutNumbers(line);
  const found: string[] = [];
  for (let at = masked.indexOf(form.text); at !== -1; at = masked.indexOf(form.text, at + 1)) {
    const [start, end] = [from[at] ?? 0, from[at + form.text.length] ?? line.length];
    if (isApart(line, start, end)) found.push(line.slice(start, end));
  }
  return found;
}

/** A sign in the place of each number, with the offsets from which each character comes. */
function withoutNumbers(text: string): {
  readonly text: string;
  readonly from: readonly number[];
  readonly numbers: number;
} {
  let masked = "";
  const from: number[] = [];
  let numbers = 0;
  for (const { 0: piece, index, 1: number } of text.matchAll(/(\d+(?:[.,]\d+)*)|\D/g)) {
    masked += number === undefined ? piece : "\0";
    from.push(index);
    numbers += number === undefined ? 0 : 1;
  }
  return { text: masked, from, numbers };
}
