import { parseDuration } from "../lesson/duration.ts";
import type { Arguments } from "./command.ts";
import { UsageError } from "./usage-error.ts";

/** A kind of value that an option takes. */
export interface ValueKind {
  readonly parse: (text: string) => number | undefined;
  /** As in `--jobs takes …`. */
  readonly takes: string;
}

/** An option's value; absent where it was not given, a `UsageError` where it cannot be read. */
export function valueOf(args: Arguments, name: string, { parse, takes }: ValueKind): number | undefined {
  const text = args.values.get(name);
  if (text === undefined) return undefined;
  const value = parse(text);
  if (value === undefined) throw new UsageError(`--${name} takes ${takes}, not "${text}"`);
  return value;
}

/** 1, 2, 3 … */
export const count: ValueKind = {
  parse: (text) => wholeNumber(text, 1, 1000),
  takes: "a whole number from 1 to 1000",
};

/** 1, 2, 3 … of what there can be many of. */
export const many: ValueKind = {
  parse: (text) => wholeNumber(text, 1, 100_000),
  takes: "a whole number from 1 to 100000",
};

/** 0, 1, 2 … */
export const limit: ValueKind = {
  parse: (text) => wholeNumber(text, 0, 1_000_000),
  takes: "a whole number from 0 to 1000000",
};

/** A TCP port, or 0 for any free one. */
export const portNumber: ValueKind = {
  parse: (text) => wholeNumber(text, 0, 65_535),
  takes: "a whole number from 0 to 65535",
};

/** What Python takes for PYTHONHASHSEED. */
export const hashSeed: ValueKind = {
  parse: (text) => wholeNumber(text, 0, 2 ** 32 - 1),
  takes: "a whole number from 0 to 4294967295",
};

/** Milliseconds. */
export const duration: ValueKind = { parse: parseDuration, takes: "a time such as 500ms, 30s or 2m" };

/** Bytes. */
export const size: ValueKind = { parse: parseSize, takes: "a size such as 500kB or 20MB" };

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

function parseSize(text: string): number | undefined {
  const [, digits, unit = "B"] = /^(\d{1,12})(B|kB|MB|GB)?$/i.exec(text) ?? [];
  const bytes = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 }[unit.toLowerCase()];
  const value = Number(digits) * (bytes ?? Number.NaN);
  return value > 0 ? value : undefined;
}
