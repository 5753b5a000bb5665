import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";

/** Bytes that a lesson's kernels are likely to want: IPython with numpy and pandas, twice. */
const ofALesson = 400_000_000;

/** How lessons run where nobody says otherwise. */
export const runDefaults = {
  /** As many lessons at a time as there are cores, and no more than have room in the memory that is free. */
  jobs: (): number => Math.max(1, Math.min(availableParallelism(), Math.floor(process.availableMemory() / ofALesson))),
  /** Python's hash seed: another in each run. */
  hashSeed: (): number => randomInt(2 ** 32),
  /** Bytes that a cell may put out. */
  outputLimit: 10_000_000,
} as const;
