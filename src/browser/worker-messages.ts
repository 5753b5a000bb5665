import type { SharedMemory } from "./shared-memory.ts";

/** The kernel's files, as a page tells its worker. */
export interface KernelParts {
  /** Its folder, absolute, with the final slash. */
  readonly folder: string;
  /** By path in it: bytes. */
  readonly files: Readonly<Record<string, number>>;
}

/** What the worker that runs Python is told. */
export type ToWorker =
  | {
      readonly type: "start";
      readonly kernel: KernelParts;
      /** The lesson's: where each is, absolute, and its path in Python's working directory. */
      readonly files: readonly { readonly url: string; readonly path: string }[];
      readonly env: Readonly<Record<string, string>>;
      /** Of a lock that the worker holds as long as it lives: no event tells that a worker has ended. */
      readonly lock: string;
      /** Where the page is isolated. Then interrupts and answers come by it, and are not told. */
      readonly shared?: SharedMemory;
    }
  | {
      readonly type: "execute";
      readonly request: string;
      readonly code: string;
      readonly cell: string;
      /** To what it asks, in order, where it cannot be answered while it runs. */
      readonly answers?: readonly string[];
    }
  /** There is an interrupt in the shared memory: a cell that waits in an `await` hears of it in this way. */
  | { readonly type: "interrupt" };

/** What it tells. */
export type FromWorker =
  | { readonly type: "loading"; readonly loaded: number; readonly total: number }
  /** All is loaded, and Python starts. */
  | { readonly type: "starting" }
  | { readonly type: "ready" }
  /** Python could not start. */
  | { readonly type: "failed"; readonly reason: string }
  /** A Jupyter message, its parts as JSON. On the channel `stdin` it is an `input_request`. */
  | {
      readonly type: "message";
      readonly channel: string;
      readonly header: string;
      readonly parent: string;
      readonly metadata: string;
      readonly content: string;
    }
  | { readonly type: "done"; readonly request: string; readonly failed: boolean }
  /** A cell puts out more than a page can take. */
  | { readonly type: "flooded" }
  | { readonly type: "died"; readonly reason: string };
