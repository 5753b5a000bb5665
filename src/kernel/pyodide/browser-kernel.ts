import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { KernelNotFound, KernelStartFailed } from "../errors.ts";
import { cacheFolder } from "./cache-folder.ts";
import { findPyodides } from "./find-pyodides.ts";
import { prepareImage } from "./kernel-image.ts";
import { readPythonFiles } from "./python-files.ts";
import { packagesInZip } from "./packages-in-zip.ts";

/** The embedded kernel as a browser loads it. */
export interface BrowserKernel {
  /** Of its Python: `3.14.2`. */
  readonly python: string;
  /** The Python packages in it: name → version. */
  readonly packages: Readonly<Record<string, string>>;
  /** By name, what is in Pyodide's package, and by path below `python/`, what makes a kernel of it. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Makes the memory that it starts from, gzipped, or takes the one that is kept. Throws `KernelStartFailed`. */
  snapshot(): Promise<Uint8Array>;
}

export interface BrowserKernelOptions {
  /** The user's environment, for finding the cache folder. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where to look for the user's own Pyodides. */
  readonly cwd: string;
}

/** What of Pyodide's package a browser loads. */
const runtimeFiles = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip"];

/** Milliseconds. */
const timeout = 120_000;

const compress = promisify(gzip);

/** Reads the embedded kernel for a browser. Throws `KernelNotFound` where no Pyodide is installed. */
export async function readBrowserKernel({ env, cwd }: BrowserKernelOptions): Promise<BrowserKernel> {
  const [pyodide] = await findPyodides(cwd);
  if (pyodide === undefined) throw new KernelNotFound("pyodide", [], []);
  const runtime = runtimeFiles.map(async (name) => [name, await readFile(join(pyodide.folder, name))] as const);
  const { files: python } = await readPythonFiles();
  const own = [...python].map(([path, bytes]) => [`python${path}`, bytes] as const);
  return {
    python: pyodide.python,
    packages: packagesInZip(own.find(([path]) => path.endsWith("/ipython.zip"))?.[1] ?? new Uint8Array()),
    files: new Map([...(await Promise.all(runtime)), ...own]),
    async snapshot() {
      const cache = cacheFolder({ env, home: homedir(), platform: process.platform });
      const image = await prepareImage(pyodide, { cache, anew: false, timeout }).catch((cause: unknown) => {
        throw new KernelStartFailed("pyodide", cause instanceof Error ? cause.message : String(cause), { cause });
      });
      return await compress(image.snapshot);
    },
  };
}
