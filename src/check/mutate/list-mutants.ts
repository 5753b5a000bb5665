import type { MutantKind } from "../../model/mutation.ts";
import { sampleEvenly } from "./sample-evenly.ts";

type TextMutantKind = Exclude<MutantKind, "statement">;

/** A change to an output: so many of its lines, from one on, become others. */
export interface Mutant {
  readonly kind: TextMutantKind;
  /** 0-based. */
  readonly line: number;
  readonly count: number;
  readonly becomes: readonly string[];
  /** The columns that changed, 0-based; absent where whole lines did. */
  readonly changed?: { readonly start: number; readonly end: number };
}

/** So many of each kind; fewer for long outputs, since each is held against the whole pattern. */
const most = 50;
const mostLines = 400;
const longestLine = 10_000;
const mostCharacters = 1_500_000;

/** The changes to try on an output, always the same ones: spread over all of it where there would be too many. */
export function listMutants(lines: readonly string[]): readonly Mutant[] {
  const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const each = Math.max(1, Math.min(most, Math.floor(mostCharacters / length)));
  const places = sampleEvenly([...lines.keys()], mostLines);
  return makers.flatMap((make) => {
    const mutants = places.flatMap((line) => make(lines, line));
    return sampleEvenly(mutants, each);
  });
}

type Maker = (lines: readonly string[], line: number) => readonly Mutant[];

const makers: readonly Maker[] = [
  inLine("digit", /\d/g, (digit) => String((Number(digit) + 1) % 10)),
  inLine("sign", /(?<![\p{L}\p{N}_.+-])[+-]?(?=\.?\d)/gu, (sign) => (sign === "-" ? "" : "-")),
  inLine("word", /\p{L}+/gu, otherWord),
  drop,
  double,
  swap,
];

function inLine(kind: TextMutantKind, site: RegExp, change: (found: string) => string): Maker {
  return (lines, line) => {
    const text = lines[line] ?? "";
    return [...text.slice(0, longestLine).matchAll(site)].map(({ 0: found, index }) => {
      const end = index + found.length;
      const becomes = [text.slice(0, index) + change(found) + text.slice(end)];
      // What is put in touches the characters on both sides.
      const changed = found === "" ? { start: index - 1, end: index + 1 } : { start: index, end };
      return { kind, line, count: 1, becomes, changed };
    });
  };
}

const opposites: Readonly<Record<string, string>> = { True: "False", False: "True" };

/** Another word of the same length, where Python does not have the word's opposite. */
function otherWord(word: string): string {
  const [first = "", ...rest] = word;
  return opposites[word] ?? (first === "x" ? "y" : first === "X" ? "Y" : likeCase(first)) + rest.join("");
}

function likeCase(letter: string): string {
  return letter === letter.toLowerCase() ? "x" : "X";
}

/** Of lines that are alike, side by side, dropping or doubling any gives the same. */
function isFirstOfAlike(lines: readonly string[], line: number): boolean {
  return line === 0 || lines[line] !== lines[line - 1];
}

function drop(lines: readonly string[], line: number): readonly Mutant[] {
  return isFirstOfAlike(lines, line) ? [{ kind: "drop", line, count: 1, becomes: [] }] : [];
}

function double(lines: readonly string[], line: number): readonly Mutant[] {
  const text = lines[line] ?? "";
  return isFirstOfAlike(lines, line) ? [{ kind: "double", line, count: 1, becomes: [text, text] }] : [];
}

function swap(lines: readonly string[], line: number): readonly Mutant[] {
  const [first = "", next] = [lines[line], lines[line + 1]];
  if (next === undefined || next === first) return [];
  return [{ kind: "swap", line, count: 2, becomes: [next, first] }];
}
