import { DISTURB_CODE } from "../run/kernel-code.ts";
import { anotherDay } from "./another-day.ts";
import type { RunConditions } from "./shown-steps.ts";

/** What a stress changes for one run. */
export type StressChange = Partial<Omit<RunConditions, "purpose">>;

/** A source of numbers from 0 up to 1. */
export type Random = () => number;

/** What a stress varies: each alone, as it says of a step that fails, and all at once in its runs. */
export const factors: Readonly<Record<string, (random: Random, now: Date) => StressChange>> = {
  "the hash seed": (random) => ({ hashSeed: Math.floor(random() * 2 ** 32) }),
  "the time zone": (_, now) => ({ environment: { TZ: anotherDay(now) } }),
  "the locale": (random) => {
    const locale = oneOf(["C", "de_DE.UTF-8", "tr_TR.UTF-8"], random);
    return { environment: { LANG: locale, LC_ALL: locale } };
  },
  "the width of the terminal": (random) => ({ environment: { COLUMNS: oneOf(["40", "132", "200"], random) } }),
  "the working directory": () => ({ folder: "a longer path/é" }),
  "what the kernel did before": () => ({ prelude: DISTURB_CODE }),
  "the load of the machine": () => ({ loaded: true }),
  "the order of lessons": () => ({ reversed: true }),
};

/** The conditions that every stress begins with, with some of them changed. */
export function vary(hashSeed: number, changes: readonly StressChange[]): Omit<RunConditions, "purpose"> {
  return changes.reduce<Omit<RunConditions, "purpose">>(
    (all, change) => ({ ...all, ...change, environment: { ...all.environment, ...change.environment } }),
    { hashSeed },
  );
}

/** The same numbers for the same seed: splitmix32, by Guy Steele and others, in JavaScript's own arithmetic. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x9e37_79b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

function oneOf(values: readonly string[], random: Random): string {
  return values[Math.floor(random() * values.length)] ?? "";
}
