import type { Platform } from "../lesson/requirements.ts";

/** What a kernel is. */
export interface Facts {
  /** As the kernel names it: `python`, `R`. */
  readonly language: string;
  /** The language's; of Python `sys.version_info[:3]`, dotted: `3.13.1`. */
  readonly version: string;
  /** `sys.implementation.name`: `cpython`, `pypy`. */
  readonly implementation: string;
  readonly platform: Platform;
  /** The width of a pointer. */
  readonly bits: 32 | 64;
  /** Cores that the kernel may use. */
  readonly cores: number;
  readonly gil: boolean;
  readonly threads: boolean;
  readonly processes: boolean;
  readonly network: boolean;
  /** The interpreter's path, where the kernel has one. */
  readonly executable?: string;
  /** Installed distributions, by normalised name (PEP 503) → version. */
  readonly packages: Readonly<Record<string, string>>;
}
