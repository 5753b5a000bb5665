import type { MessagePort } from "node:worker_threads";
import type { Channel, KernelExit } from "../../kernel.ts";

/** What a kernel's thread is given to start with. */
export interface ThreadOptions {
  /** Absolute, of Pyodide's npm package. */
  readonly packageFolder: string;
  readonly wasm: WebAssembly.Module;
  /** Absolute path in Pyodide's own file system → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Absent where the thread is to make one. */
  readonly live?: LiveOptions;
}

export interface LiveOptions {
  readonly snapshot: Uint8Array;
  readonly env: Readonly<Record<string, string>>;
  /** The only folder of this machine that the kernel sees. */
  readonly cwd: string;
  /** See `embedded/signals.ts`. */
  readonly signals: SharedArrayBuffer;
  /** Answers to `input()` arrive here, so that they can be read while Python waits. */
  readonly answers: MessagePort;
}

/** What a kernel's thread is told while it runs. */
export type ToThread =
  | {
      readonly type: "request";
      readonly channel: Channel;
      readonly client: string;
      /** To be refused: a request before it failed. */
      readonly aborted: boolean;
      readonly parts: readonly Uint8Array[];
    }
  | { readonly type: "interrupt" };

/** What a kernel's thread tells. */
export type FromThread =
  | { readonly type: "snapshot"; readonly bytes: Uint8Array }
  | { readonly type: "ready"; readonly session: string }
  | { readonly type: "state"; readonly state: "busy" | "idle" }
  /** The request is handled, and the next one can come; those that waited for one that failed are refused. */
  | { readonly type: "done"; readonly failed: boolean }
  | {
      readonly type: "message";
      readonly channel: Channel;
      /** The client that it is for; all, where it is absent. */
      readonly client?: string;
      readonly parts: readonly Uint8Array[];
    }
  | { readonly type: "died"; readonly exit: KernelExit };
