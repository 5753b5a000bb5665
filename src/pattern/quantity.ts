import { type ExactNumber, readNumber, sumOf } from "./exact-number.ts";

/** A type of hole that reads numbers with units. */
export type QuantityType = "duration" | "size";

/** What a unit is of the type's base unit: so many, times ten to the power. */
type Unit = readonly [count: bigint, power: number];

/** Seconds are the base of durations, bytes of sizes; `kB` is 1000 bytes and `KiB` 1024. */
const units: Readonly<Record<QuantityType, Readonly<Record<string, Unit>>>> = {
  duration: {
    ns: [1n, -9],
    us: [1n, -6],
    µs: [1n, -6],
    // The same to the eye, as a Greek letter: some programs print the one and some the other.
    μs: [1n, -6],
    ms: [1n, -3],
    s: [1n, 0],
    min: [60n, 0],
    h: [3600n, 0],
    d: [86_400n, 0],
  },
  size: {
    B: [1n, 0],
    kB: [1n, 3],
    KB: [1n, 3],
    MB: [1n, 6],
    GB: [1n, 9],
    TB: [1n, 12],
    KiB: [1024n, 0],
    MiB: [1024n ** 2n, 0],
    GiB: [1024n ** 3n, 0],
    TiB: [1024n ** 4n, 0],
  },
};

const decimal = "(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?";
const space = "[ \u00A0]?";

/** In RE2 syntax, what holes of these types read: `1.5 ms`, `1min 30s`, `3 MiB`. */
export const quantityRegexes: Readonly<Record<QuantityType, string>> = {
  duration: `[+-]?(?:[0-9]+${space}(?:d|h|min)${space})*${decimal}${space}(?:${unitsOf("duration")})`,
  size: `[+-]?${decimal}${space}(?:${unitsOf("size")})`,
};

function unitsOf(type: QuantityType): string {
  return Object.keys(units[type]).join("|");
}

const wholes: Readonly<Record<QuantityType, RegExp>> = {
  duration: new RegExp(`^(?:${quantityRegexes.duration})$`, "u"),
  size: new RegExp(`^(?:${quantityRegexes.size})$`, "u"),
};

const term = /(?<![0-9.])([0-9.]+(?:[eE][+-]?[0-9]+)?)[ \u{A0}]?(\p{L}+)/gu;

/** Whether a type of hole reads numbers with units. */
export function isQuantityType(type: string): type is QuantityType {
  return type === "duration" || type === "size";
}

/** The value in the type's base unit of a text that is a number with a unit of the type, else nothing. */
export function readQuantity(type: QuantityType, text: string): ExactNumber | undefined {
  if (!wholes[type].test(text)) return undefined;
  const terms = Array.from(text.matchAll(term), ([, number = "", unit = ""]) => valueOf(type, number, unit));
  return sumOf(terms, text.startsWith("-"));
}

function valueOf(type: QuantityType, number: string, unit: string): ExactNumber {
  const value = readNumber(number);
  const factor = Object.hasOwn(units[type], unit) ? units[type][unit] : undefined;
  if (value?.kind !== "finite" || factor === undefined) throw new Error(`${number} ${unit} is no ${type}`);
  const [count, power] = factor;
  return { kind: "finite", coefficient: value.coefficient * count, exponent: value.exponent + power };
}
