import { compact } from "../basics/compact.ts";
import { isRecord } from "../basics/is-record.ts";
import type { ExpectedJson, JsonScalar } from "../lesson/expected-display.ts";
import type { Finding } from "../model/finding.ts";
import type { SourcePlace } from "../source/place.ts";
import { formOf } from "../pattern/form-of.ts";
import { matchPattern } from "../pattern/match-pattern.ts";
import { matchOptionsOf, type TextCheckInput } from "./check-text.ts";
import type { PartToCheck } from "./part-to-check.ts";

/** Where in which display a JSON value stands. */
export interface JsonPlace {
  readonly mimeType: string;
  /** `$.layout.title[2]`. */
  readonly path: string;
  /** How its texts are compared. */
  readonly parts: TextCheckInput["parts"];
}

/** What is held against each text of an expected JSON value, and where the two differ in structure. */
export function jsonToCheck(expected: ExpectedJson, actual: unknown, at: JsonPlace): readonly PartToCheck[] {
  switch (expected.kind) {
    case "any":
      return [];
    case "scalar":
      return scalarToCheck(expected, actual, at);
    case "list":
      if (!Array.isArray(actual)) return [differs(expected.place, at, `is ${shown(actual)} and no list`)];
      return itemsToCheck(expected, actual, at);
    case "map":
      if (!isRecord(actual)) return [differs(expected.place, at, `is ${shown(actual)} and no object`)];
      return entriesToCheck(expected, actual, at);
  }
}

type Of<Kind extends ExpectedJson["kind"]> = Extract<ExpectedJson, { kind: Kind }>;

function scalarToCheck({ expected, type }: Of<"scalar">, actual: unknown, at: JsonPlace): readonly PartToCheck[] {
  const place = expected.text.starts[0] ?? { file: "", line: 1, column: 1 };
  const kind = scalarKind(actual);
  if (kind === undefined) return [differs(place, at, `is ${shown(actual)} and no text or number`)];
  if (type !== undefined && type !== kind)
    return [differs(place, at, `is the ${kind} ${shown(actual)}, not a ${type}`)];
  const written = expected.text.value.trim();
  // A number is compared by its value, however it is written.
  const isSame = type === "number" && Number(written) === actual;
  const text = isSame ? written : typeof actual === "string" ? actual : JSON.stringify(actual);
  return [{ expected, actual: text, match: matchPattern, what: `${at.mimeType} at ${at.path}` }];
}

function scalarKind(value: unknown): JsonScalar | undefined {
  if (value === null) return "null";
  const kind = typeof value;
  return kind === "string" || kind === "number" || kind === "boolean" ? kind : undefined;
}

function entriesToCheck(
  { entries, open, place }: Of<"map">,
  actual: Readonly<Record<string, unknown>>,
  at: JsonPlace,
): readonly PartToCheck[] {
  const wanted = new Set(entries.map(({ key }) => key));
  const added = open ? [] : Object.keys(actual).filter((key) => !wanted.has(key));
  return [
    ...entries.flatMap(({ key, value }) => {
      const inner = { ...at, path: `${at.path}.${key}` };
      if (Object.hasOwn(actual, key)) return jsonToCheck(value, actual[key], inner);
      return [differs(placeOf(value), inner, "is not there")];
    }),
    ...added.map((key) =>
      differs(
        place,
        { ...at, path: `${at.path}.${key}` },
        "is more than expected",
        "`...` as a key allows for more keys",
      ),
    ),
  ];
}

/** As lines of a text: what follows `...` begins at the first place where it has its form, with no going back. */
function itemsToCheck({ items, place }: Of<"list">, actual: readonly unknown[], at: JsonPlace): readonly PartToCheck[] {
  const blocks = blocksOf(items);
  const found: PartToCheck[] = [];
  let next = 0;
  for (const [index, block] of blocks.entries()) {
    const isLast = index === blocks.length - 1;
    const start = startOf(block, actual, { next, isFirst: index === 0, isLast, at });
    if (start === undefined) return [differs(placeOf(block[0]) ?? place, at, "has no items like these at their place")];
    for (const [offset, item] of block.entries()) {
      const inner = { ...at, path: `${at.path}[${start + offset}]` };
      if (start + offset < actual.length) found.push(...jsonToCheck(item, actual[start + offset], inner));
      else found.push(differs(placeOf(item), inner, "is not there"));
    }
    next = start + block.length;
  }
  if (next < actual.length) {
    const inner = { ...at, path: `${at.path}[${next}]` };
    found.push(
      differs(place, inner, `is more than expected: ${shown(actual[next])}`, "`...` as an item allows for more"),
    );
  }
  return found;
}

function blocksOf(items: readonly ExpectedJson[]): readonly (readonly ExpectedJson[])[] {
  const blocks: ExpectedJson[][] = [[]];
  for (const item of items) {
    if (item.kind === "any") blocks.push([]);
    else blocks.at(-1)?.push(item);
  }
  return blocks;
}

interface Search {
  readonly next: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly at: JsonPlace;
}

function startOf(
  block: readonly ExpectedJson[],
  actual: readonly unknown[],
  { next, isFirst, isLast, at }: Search,
): number | undefined {
  if (isFirst) return 0;
  const last = actual.length - block.length;
  if (isLast) return last < next ? undefined : last;
  for (let start = next; start <= last; start += 1) {
    if (block.every((item, offset) => hasForm(item, actual[start + offset], at))) return start;
  }
  return undefined;
}

/** Whether a value has the structure that is expected, and its texts the form of theirs; judges nothing. */
function hasForm(expected: ExpectedJson, actual: unknown, at: JsonPlace): boolean {
  return jsonToCheck(expected, actual, at).every((part) => {
    if ("finding" in part) return false;
    return matchPattern(formOf(part.expected.pattern), part.actual, matchOptionsOf(at.parts, {})).matched;
  });
}

function placeOf(expected: ExpectedJson): SourcePlace;
function placeOf(expected: ExpectedJson | undefined): SourcePlace | undefined;
function placeOf(expected: ExpectedJson | undefined): SourcePlace | undefined {
  return expected?.kind === "scalar" ? expected.expected.text.starts[0] : expected?.place;
}

function differs(
  place: SourcePlace | undefined,
  { mimeType, path }: JsonPlace,
  what: string,
  advice?: string,
): PartToCheck {
  const finding: Finding = {
    code: "output-differs",
    place: place ?? { file: "", line: 1, column: 1 },
    message: `The ${mimeType} differs: ${path} ${what}`,
    ...compact({ advice }),
  };
  return { finding };
}

const longest = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
