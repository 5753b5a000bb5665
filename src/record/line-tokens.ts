/** What a piece of a line of output is; `word` and `other` say the least. */
export type TokenKind =
  | "set"
  | "uuid"
  | "datetime"
  | "date"
  | "time"
  | "address"
  | "path"
  | "digest"
  | "version"
  | "grouped"
  | "number"
  | "string"
  | "word"
  | "space"
  | "other";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const isoDate = String.raw`\d{4}-\d\d-\d\d`;
const clock = String.raw`\d\d:\d\d:\d\d(?:\.\d+)?`;
const quoted = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`;
const notInWord = String.raw`(?<![\p{L}\p{N}_])`;
const notBeforeWord = String.raw`(?![\p{L}\p{N}_])`;

/** In the order in which they are tried at each place. */
const grammars: Readonly<Record<Exclude<TokenKind, "string">, string>> = {
  // A set's display that holds a string: its order is that of the strings' hashes, which change from run to run.
  set: String.raw`\{(?=[^{}]*['"])(?:[^{}'":]|${quoted})*,(?:[^{}'":]|${quoted})*\}`,
  uuid: String.raw`${notInWord}[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}${notBeforeWord}`,
  datetime: String.raw`${notInWord}${isoDate}[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[+-]\d\d:?\d\d|Z)?${notBeforeWord}`,
  date: `${notInWord}${isoDate}${notBeforeWord}`,
  time: `${notInWord}${clock}${notBeforeWord}`,
  address: `${notInWord}0[xX][0-9a-fA-F]+${notBeforeWord}`,
  path: String.raw`(?<![\p{L}\p{N}_.)\]/<])(?:[A-Za-z]:[\\/]|\/)(?:[^\s'"<>|:,;()[\]]*[\\/])+[^\s'"<>|:,;()[\]]*`,
  digest: `${notInWord}(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{16,}${notBeforeWord}`,
  version: String.raw`${notInWord}\d+(?:\.\d+){2,}${notBeforeWord}`,
  grouped: String.raw`(?<![\p{L}\p{N}_.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\p{L}\p{N}_,])`,
  number: String.raw`(?<![\p{L}\p{N}_)\]][+-]?)[+-]?(?:\d+(?:\.\d*(?![.\d]))?|\.\d+)(?:[eE][+-]?\d+)?(?![eE]\d)|${notInWord}-?(?:inf|nan)${notBeforeWord}`,
  word: String.raw`[\p{L}\p{M}\p{N}_]+`,
  space: String.raw`[ \t]+`,
  other: ".",
};

const tokenKinds: readonly TokenKind[] = [
  "uuid",
  "datetime",
  "date",
  "time",
  "address",
  "path",
  "digest",
  "version",
  "grouped",
  "number",
  "word",
  "space",
  "other",
];

const units = compileTokens(["string"]);
const pieces = compileTokens([]);

/** A line in pieces, each piece the longest of the first kind that fits; quoted texts taken apart or as one. */
export function readTokens(line: string, quotes: "apart" | "whole"): readonly Token[] {
  const { regex, kinds } = quotes === "whole" ? units : pieces;
  return Array.from(line.matchAll(regex), (match): Token => {
    let group = 1;
    while (match[group] === undefined && group < kinds.length) group += 1;
    return { kind: kinds[group - 1] ?? "other", text: match[0] };
  });
}

/** Each kind is a group of the expression, in their order: names would cost an object for each piece. */
function compileTokens(first: readonly "string"[]): { readonly regex: RegExp; readonly kinds: readonly TokenKind[] } {
  // Sets come before the strings in them.
  const kinds: readonly TokenKind[] = ["set", ...first, ...tokenKinds];
  const groups = kinds.map((kind) => `(${kind === "string" ? quoted : grammars[kind]})`);
  return { regex: new RegExp(groups.join("|"), "gsu"), kinds };
}
