import type { Runtime } from "./load-runtime.ts";

/** What `nbproof_kernel.kernel.Kernel` is from JavaScript. */
export interface PythonKernel {
  connect(bridge: PythonBridge, environment: unknown, cwd: string): string;
  /** True where requests that wait for this one are to be refused. */
  dispatch(
    channel: string,
    client: string,
    header: string,
    metadata: string,
    content: string,
    buffers: readonly Uint8Array[],
  ): boolean | Promise<boolean>;
  abort(client: string, header: string): void;
  interrupt(): void;
  write(name: string, text: string): void;
}

/** What Python calls. `None` is `undefined` here: `null` is another thing in newer Pyodides. */
export interface PythonBridge {
  /** A message: its channel, the client that it is for or all, header, parent, metadata and content as JSON, and buffers. */
  post(
    channel: "shell" | "control" | "iopub" | "stdin",
    client: string | undefined,
    ...parts: [string, string, string, string, PythonList]
  ): void;
  /** The answer to the question that was posted on stdin; undefined where an interrupt came instead. */
  ask(): string | undefined;
  /** Waits; true where an interrupt ended it. */
  sleep(seconds: number): boolean;
  /** An interrupt has reached Python's handler. */
  heard(): void;
}

/** A Python list of `bytes`. */
export interface PythonList {
  readonly length: number;
  toJs(): Uint8Array[];
}

/** The kernel that was baked. */
export function bakedKernel(runtime: Runtime): PythonKernel {
  const kernel: unknown = runtime.pyimport("nbproof_kernel").baked;
  // Python's own side of this interface is nbproof_kernel/kernel.py.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return kernel as PythonKernel;
}
