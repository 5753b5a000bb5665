import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { packagePath } from "../../package/package-path.ts";
import { ipythonZip, pythonFolder } from "../../embedded/bake-kernel.ts";

export interface PythonFiles {
  /** Absolute path in Pyodide's file system → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Of all that is in them. */
  readonly digest: string;
}

const source = packagePath("python");

/** Reads the Python that makes a kernel out of Pyodide: IPython, and our own. */
export async function readPythonFiles(): Promise<PythonFiles> {
  const own = (await readdir(join(source, "nbproof_kernel"))).filter((name) => name.endsWith(".py"));
  const paths = ["ipython.zip", ...own.toSorted().map((name) => `nbproof_kernel/${name}`)];
  const files = new Map<string, Uint8Array>();
  const hash = createHash("sha256");
  for (const path of paths) {
    const bytes = await readFile(join(source, path));
    files.set(path === "ipython.zip" ? ipythonZip : `${pythonFolder}/${path}`, bytes);
    hash.update(`${path} ${bytes.length}\n`).update(bytes);
  }
  return { files, digest: hash.digest("hex") };
}
