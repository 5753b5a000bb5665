import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { type LoadOptions, loadRuntime, type Runtime } from "../../../embedded/load-runtime.ts";

export interface PackageOptions extends Pick<LoadOptions, "wasm" | "snapshot" | "onOutput"> {
  /** Absolute, of Pyodide's npm package. */
  readonly packageFolder: string;
}

/** Loads an installed Pyodide into this thread; to be called once. */
export async function loadPackage({ packageFolder, ...options }: PackageOptions): Promise<Runtime> {
  const module: unknown = await import(pathToFileURL(join(packageFolder, "pyodide.mjs")).href);
  return await loadRuntime({ module, indexURL: packageFolder + sep, ...options });
}
