import type { Facts } from "../model/facts.ts";
import type { Output } from "../model/observation.ts";

/** What the cells of a lesson's solutions edition showed in a run that proved it. */
export interface RecordedOutputs {
  /** Those that ran it, without empty places: what the first showed is what a reader sees. */
  readonly kernels: readonly RecordedFacts[];
  /** Digest of the lesson's files and environment variables. */
  readonly setting: string;
  /** In the notebook's order; the set-up cell is not among them. */
  readonly cells: readonly RecordedCell[];
}

/** What a kernel is: of cores and packages only what the lesson asks about, since they differ from machine to machine. */
export interface RecordedFacts extends Omit<Facts, "cores" | "packages" | "executable"> {
  readonly cores?: number;
  /** Name → version, or null where it was not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
}

export interface RecordedCell {
  readonly id: string;
  /** Its number among the notebook's code cells, which Run All gives it as its execution count. */
  readonly count: number;
  /** Of its code, and of all else that is its own and decides what it shows. */
  readonly digest: string;
  /** Empty where it was skipped on every kernel. */
  readonly shown: readonly ShownOutputs[];
}

export interface ShownOutputs {
  /** Indices of the kernels that showed this. */
  readonly kernels: readonly number[];
  readonly outputs: readonly Output[];
}

/** The outputs of one kernel, by the id of the cell. */
export type OutputsById = ReadonlyMap<string, readonly Output[]>;

/** What the cells showed on a kernel, given by its index; a cell that was skipped there is absent. */
export function outputsOn({ cells }: RecordedOutputs, kernel: number): OutputsById {
  return new Map(
    cells.flatMap(({ id, shown }) => {
      const own = shown.find(({ kernels }) => kernels.includes(kernel));
      return own === undefined ? [] : [[id, own.outputs]];
    }),
  );
}
