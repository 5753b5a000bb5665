import type { JsonOutput } from "../ipynb/json-output.ts";

/** The file `recorded/<lesson>.json`. schema/outputs.schema.json is made from this type. */
export interface JsonOutputs {
  /** The shape of this file. */
  readonly version: 1;
  /** The kernels that the lesson passed on; what the first showed is what the solutions edition has. */
  readonly kernels: readonly JsonKernel[];
  /** SHA-256 of the lesson's `files` and `env`, in hexadecimal digits. */
  readonly setting: string;
  /** The code cells of the solutions edition but its set-up, in their order. */
  readonly cells: readonly JsonCell[];
}

/** What a kernel was. */
export interface JsonKernel {
  /** `python` */
  readonly language: string;
  /** `3.13.1` */
  readonly version: string;
  /** `cpython`, `pypy` */
  readonly implementation: string;
  readonly platform: "linux" | "macos" | "windows" | "emscripten";
  /** The width of a pointer. */
  readonly bits: 32 | 64;
  readonly gil: boolean;
  readonly threads: boolean;
  readonly processes: boolean;
  readonly network: boolean;
  /** Where the lesson's requirements ask for cores. */
  readonly cores?: number;
  /** Those that the lesson's requirements ask for: name → version, or null where it was not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
}

export interface JsonCell {
  /** The cell's id in the notebook. */
  readonly id: string;
  /** Its number among the notebook's code cells: the count that Run All gives it. */
  readonly execution_count: number;
  /** SHA-256 of its code and of the answers to its `input()`; of an exercise's check, of the set-up cell as well. */
  readonly digest: string;
  /** One for all kernels that showed the same, but for addresses, files of cells and durations; none where it was skipped. */
  readonly shown: readonly JsonShown[];
}

export interface JsonShown {
  /** Indices into `kernels`. */
  readonly kernels: readonly number[];
  /** As nbformat 4 has them in a cell's `outputs`. */
  readonly outputs: readonly JsonOutput[];
}
