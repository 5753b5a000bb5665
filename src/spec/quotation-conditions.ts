import type { SourcePlace } from "../source/place.ts";
import type { Requirements } from "../lesson/requirements.ts";
import { checkValue } from "./check-value.ts";
import { requirements } from "./requirement-keys.ts";
import { readRequirements } from "./requirements-value.ts";
import type { SpecFile } from "./spec-file.ts";
import type { YamlEntry, YamlMap } from "./yaml-node.ts";

/** A word of an info string. */
export interface Word {
  readonly text: string;
  readonly place: SourcePlace;
}

/** The kernels that words such as `python=3.12+` or `packages.numpy=any` are for: the keys of `when`; absent without words. */
export function readConditions(file: SpecFile, words: readonly Word[]): Requirements | undefined {
  const [first] = words;
  if (first === undefined) return undefined;
  const pairs = words.map((word) => pairOf(file, word));
  const packages = pairs.filter(({ key }) => key.startsWith(packagePrefix));
  const entries = pairs.filter(({ key }) => !key.startsWith(packagePrefix));
  const named = packages.map((pair) => ({ ...pair, key: pair.key.slice(packagePrefix.length) }));
  const [some] = named;
  const when = mapOf(
    file,
    first.place,
    some === undefined
      ? entries
      : [...entries, { key: "packages", keyPlace: some.keyPlace, value: mapOf(file, some.keyPlace, named) }],
  );
  checkValue(file, "when", when, requirements);
  for (const pair of pairs) checkTwice(file, pair, pairs);
  return readRequirements(when);
}

const packagePrefix = "packages.";

/** `python=>=3.10,<3.14`: the key goes up to the first sign of equality. */
function pairOf(file: SpecFile, { text, place }: Word): YamlEntry {
  const [key = ""] = text.split("=", 1);
  const value = text.slice(key.length + 1);
  const { endColumn: _, ...start } = place;
  const column = place.column + Math.min(key.length + 1, text.length);
  const at = value === "" ? { ...start, column } : { ...place, column };
  const from = offsetOf(file, at);
  const node = { kind: "text", place: at, from, to: from + value.length } as const;
  return {
    key,
    keyPlace: { ...start, endColumn: place.column + key.length },
    value: { ...node, text: { value, starts: [at] }, style: value === "" ? "empty" : "plain" },
  };
}

function mapOf(file: SpecFile, place: SourcePlace, entries: readonly YamlEntry[]): YamlMap {
  return { kind: "map", place, from: offsetOf(file, place), to: entries.at(-1)?.value.to ?? 0, entries };
}

function offsetOf({ source }: SpecFile, { line, column }: SourcePlace): number {
  return (source.lineStarts[line - 1] ?? 0) + column - 1;
}

function checkTwice(file: SpecFile, pair: YamlEntry, pairs: readonly YamlEntry[]): void {
  if (pairs.find(({ key }) => key === pair.key) === pair) return;
  const message = `\`${pair.key}\` stands here twice`;
  file.report({ code: "duplicate-key", place: pair.keyPlace, message, advice: "Remove one of the two" });
}
