import type { loadPyodide, PyodideAPI } from "pyodide";

export type Runtime = PyodideAPI;

export interface LoadOptions {
  /** The module `pyodide.mjs`. */
  readonly module: unknown;
  /** Where Pyodide's files are: a folder or a URL, with its final separator. */
  readonly indexURL: string;
  /** Compiled from its `pyodide.asm.wasm`. */
  readonly wasm: WebAssembly.Module;
  /** The memory to begin with; `make`: an empty one, of which a snapshot is to be made; absent: an empty one. */
  readonly snapshot?: Uint8Array | "make";
  readonly onOutput: (name: "stdout" | "stderr", text: string) => void;
}

/** Bytes that a kernel may use: what asks for more gets a MemoryError. */
const memoryLimit = 2 ** 30;
const pageSize = 65_536;

/** Loads Pyodide into this thread, of Node or of a browser; to be called once. */
export async function loadRuntime({ module, indexURL, wasm, snapshot, onOutput }: LoadOptions): Promise<Runtime> {
  if (!isPyodide(module)) throw new Error(`${indexURL} is not Pyodide`);
  const memory = snapshot === "make" ? undefined : snapshot;
  const restore = instantiateFrom(wasm, memory?.length ?? 0);
  try {
    return await module.loadPyodide({
      indexURL,
      // All snapshots have the same hash seed: it is frozen into every dict.
      env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
      stdout: (text) => onOutput("stdout", `${text}\n`),
      stderr: (text) => onOutput("stderr", `${text}\n`),
      ...(snapshot === "make" ? { _makeSnapshot: true } : {}),
      ...(memory === undefined ? {} : { _loadSnapshot: memory }),
    });
  } finally {
    restore();
  }
}

/**
 * Pyodide compiles its own WebAssembly. Instead it gets what was compiled already, with a memory that is large enough for
 * the snapshot (newer Pyodides do not see to that themselves) and not without end.
 */
function instantiateFrom(wasm: WebAssembly.Module, size: number): () => void {
  const own = { instantiate: WebAssembly.instantiate, instantiateStreaming: WebAssembly.instantiateStreaming };
  let done = false;
  const replacing =
    (original: (...args: never[]) => unknown) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const [, imports] = args;
      // Newer Nodes let Pyodide instantiate a small module of its own first: that one has no environment.
      if (done || !isPythonImports(imports)) return Reflect.apply(original, WebAssembly, args);
      done = true;
      const instance = await own.instantiate(wasm, imports);
      // Older Pyodides make the memory themselves, and large enough.
      const given: unknown = Object(imports.env)["memory"];
      const exported: unknown = instance.exports["memory"];
      if (isMemory(given)) limitMemory(given);
      else if (isMemory(exported)) limitMemory(fitMemory(exported, size));
      return { module: wasm, instance };
    };
  Object.assign(WebAssembly, {
    instantiate: replacing(own.instantiate),
    instantiateStreaming: replacing(own.instantiateStreaming),
  });
  return () => {
    Object.assign(WebAssembly, own);
  };
}

function isPythonImports(imports: unknown): imports is WebAssembly.Imports & { readonly env: object } {
  return typeof imports === "object" && imports !== null && "env" in imports;
}

function fitMemory(memory: WebAssembly.Memory, size: number): WebAssembly.Memory {
  const missing = Math.ceil((size - memory.buffer.byteLength) / pageSize);
  if (missing > 0) memory.grow(missing);
  return memory;
}

function limitMemory(memory: WebAssembly.Memory): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * pageSize > memoryLimit) throw new RangeError("The kernel's memory is full");
    return grow(pages);
  };
}

function isMemory(value: unknown): value is WebAssembly.Memory {
  return value instanceof WebAssembly.Memory;
}

function isPyodide(module: unknown): module is { loadPyodide: typeof loadPyodide } {
  return typeof module === "object" && module !== null && "loadPyodide" in module;
}
