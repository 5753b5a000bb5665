import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";

/** How lessons run where nobody says otherwise. */
export const runDefaults = {
  /** As many lessons at a time as there are cores. */
  jobs: (): number => availableParallelism(),
  /** Python's hash seed: another in each run. */
  hashSeed: (): number => randomInt(2 ** 32),
  /** Bytes that a cell may put out. */
  outputLimit: 10_000_000,
} as const;
