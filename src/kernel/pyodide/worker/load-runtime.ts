import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { loadPyodide, PyodideAPI } from "pyodide";

export type Runtime = PyodideAPI;

export interface LoadOptions {
  /** Absolute, of Pyodide's npm package. */
  readonly packageFolder: string;
  readonly wasm: WebAssembly.Module;
  /** The memory to begin with, instead of an empty one. */
  readonly snapshot?: Uint8Array;
  readonly onOutput: (name: "stdout" | "stderr", text: string) => void;
}

/** Bytes that a kernel may use: what asks for more gets a MemoryError. */
const memoryLimit = 2 ** 30;
const pageSize = 65_536;

/** Loads Pyodide into this thread; to be called once. */
export async function loadRuntime({ packageFolder, wasm, snapshot, onOutput }: LoadOptions): Promise<Runtime> {
  const module: unknown = await import(pathToFileURL(join(packageFolder, "pyodide.mjs")).href);
  if (!isPyodide(module)) throw new Error(`${packageFolder} is not Pyodide`);
  const restore = instantiateFrom(wasm, snapshot?.length ?? 0);
  try {
    return await module.loadPyodide({
      indexURL: packageFolder + sep,
      // All snapshots have the same hash seed: it is frozen into every dict.
      env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
      stdout: (text) => onOutput("stdout", `${text}\n`),
      stderr: (text) => onOutput("stderr", `${text}\n`),
      ...(snapshot === undefined ? { _makeSnapshot: true } : { _loadSnapshot: snapshot }),
    });
  } finally {
    restore();
  }
}

/**
 * Pyodide compiles its own WebAssembly. Instead it gets what was compiled once for all threads, with a memory that is
 * large enough for the snapshot (newer Pyodides do not see to that themselves) and not without end.
 */
function instantiateFrom(wasm: WebAssembly.Module, size: number): () => void {
  const { instantiate } = WebAssembly;
  let done = false;
  const replacement = async (...args: readonly unknown[]): Promise<unknown> => {
    const [, imports] = args;
    // Newer Nodes let Pyodide instantiate a small module of its own first: that one has no environment.
    if (done || !isPythonImports(imports)) return Reflect.apply(instantiate, WebAssembly, args);
    done = true;
    const instance = await instantiate(wasm, imports);
    // Older Pyodides make the memory themselves, and large enough.
    const given: unknown = Object(imports.env)["memory"];
    const own: unknown = instance.exports["memory"];
    if (isMemory(given)) limitMemory(given);
    else if (isMemory(own)) limitMemory(fitMemory(own, size));
    return { module: wasm, instance };
  };
  Object.assign(WebAssembly, { instantiate: replacement });
  return () => {
    Object.assign(WebAssembly, { instantiate });
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
