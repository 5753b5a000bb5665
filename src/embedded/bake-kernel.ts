import type { Runtime } from "./load-runtime.ts";

/** Where IPython and our own Python are in Pyodide's file system. */
export const pythonFolder = "/lib/nbproof";
export const ipythonZip: string = `${pythonFolder}/ipython.zip`;

/** Makes the kernel, `nbproof_kernel.baked`, which a snapshot then holds. */
export function bakeKernel(runtime: Runtime, files: ReadonlyMap<string, Uint8Array>): void {
  writeFiles(runtime, files);
  runtime.runPython(`
import sys
sys.path += ["${ipythonZip}", "${pythonFolder}"]
import nbproof_kernel
from nbproof_kernel.bake import bake
nbproof_kernel.baked = bake("${ipythonZip}")
del sys, nbproof_kernel, bake
`);
}

/** By absolute path. A snapshot is memory alone: files have to be there for it. */
export function writeFiles({ FS }: Runtime, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")) || "/");
    FS.writeFile(path, bytes);
  }
}
