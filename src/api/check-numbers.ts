export type NumberName = "jobs" | "timeout" | "outputLimit" | "maxSkipped" | "hashSeed";

/** The least and the greatest that each can be. */
const ranges: readonly (readonly [name: NumberName, least: number, most: number])[] = [
  ["jobs", 1, Infinity],
  ["timeout", 1, Infinity],
  ["outputLimit", 1, Infinity],
  ["maxSkipped", 0, Infinity],
  ["hashSeed", 0, 2 ** 32 - 1],
];

/** Throws a `RangeError` for a number that cannot be meant, before anything is started. */
export function checkNumbers(numbers: Readonly<Partial<Record<NumberName, number | undefined>>>): void {
  for (const [name, least, most] of ranges) {
    const value = numbers[name];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) continue;
    const range = most === Infinity ? `from ${least}` : `from ${least} to ${most}`;
    throw new RangeError(`${name} must be a whole number ${range}, not ${value}`);
  }
}
