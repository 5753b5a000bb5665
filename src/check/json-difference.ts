import { isRecord } from "../basics/is-record.ts";
import type { Difference } from "../model/finding.ts";

/** Where two JSON values first differ, by structure: the order of keys is none of it. */
export interface JsonDifference extends Difference {
  /** `$.layout.title[2]`. */
  readonly path: string;
}

/** The first difference of two JSON values; nothing where they are the same. */
export function jsonDifference(expected: unknown, actual: unknown, path = "$"): JsonDifference | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return firstOf(Array.from({ length }, (_, index) => [`${path}[${index}]`, expected[index], actual[index]]));
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return firstOf([...keys].map((key) => [`${path}.${key}`, expected[key], actual[key]]));
  }
  if (Object.is(expected, actual) || isSentAs(expected, actual)) return undefined;
  return { path, ...shown("expected", expected), ...shown("actual", actual) };
}

/** ipykernel sends as text what JSON has no number for, and nbformat saved it as a number once. */
function isSentAs(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== "number" || Number.isFinite(expected)) return false;
  // As Python writes them, numpy 2 with the type's name.
  const written = typeof actual === "string" ? actual.replace(/^(?:np|numpy)\.\w{1,20}\((-?\w{3})\)$/, "$1") : actual;
  return written === (Number.isNaN(expected) ? "nan" : expected > 0 ? "inf" : "-inf");
}

type Pair = readonly [path: string, expected: unknown, actual: unknown];

function firstOf(pairs: readonly Pair[]): JsonDifference | undefined {
  for (const [path, expected, actual] of pairs) {
    const difference = jsonDifference(expected, actual, path);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

const longest = 200;

function shown(side: "expected" | "actual", value: unknown): Difference {
  if (value === undefined) return {};
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return { [side]: text.length > longest ? `${text.slice(0, longest)}…` : text };
}
