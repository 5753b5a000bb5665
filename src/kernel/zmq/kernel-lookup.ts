import { homedir } from "node:os";
import { resolve } from "node:path";

import { KernelNotFound, KernelStartFailed } from "../errors.ts";
import type { KernelSpec } from "../kernel.ts";
import { findBrokenKernelSpecs, findKernelSpecs } from "./find-kernelspecs.ts";
import { findInterpreter, interpreterCommand, interpreterKernelSpec } from "./interpreter.ts";
import { jupyterPaths } from "./jupyter-paths.ts";

/** What a kernel's process is started with. */
export type KernelArguments = Pick<KernelSpec, "argv" | "env" | "resourceDir">;

export interface KernelLookupOptions {
  /** The user's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a path given as a kernel's name starts from. */
  readonly cwd: string;
  /** Kernelspecs that are known already, and are looked up no more. */
  readonly specs?: readonly KernelSpec[];
}

/** Finds kernels that are processes: a name is a kernelspec's, or a path to an interpreter or a virtual environment. */
export interface KernelLookup {
  /** The installed kernelspecs, by name. */
  readonly kernelSpecs: () => Promise<ReadonlyMap<string, KernelSpec>>;
  /** Throws `KernelNotFound`, `IpykernelMissing` or `KernelStartFailed`. */
  readonly kernelSpec: (name: string) => Promise<KernelSpec>;
  /** What such a kernel is started with if it can be: nobody has asked an interpreter yet. Nothing where there is none. */
  readonly likelyArguments: (name: string) => Promise<KernelArguments | undefined>;
}

/** An interpreter is asked once what it is. */
export function createKernelLookup({ env, cwd, specs: known = [] }: KernelLookupOptions): KernelLookup {
  const paths = jupyterPaths({ env, home: homedir(), platform: process.platform });
  const asked = new Map<string, Promise<KernelSpec>>();

  async function installed(name: string): Promise<KernelSpec | undefined> {
    const given = known.find((spec) => spec.name === name);
    if (given !== undefined || name.includes("/")) return given;
    return (await findKernelSpecs(paths)).get(name.toLowerCase());
  }

  /** Without a slash it can still be a virtual environment's folder: `.venv`. */
  async function interpreterOf(name: string): Promise<string | undefined> {
    return await findInterpreter(resolve(cwd, name), { folderOnly: !name.includes("/") });
  }

  async function notFound(name: string): Promise<Error> {
    const broken = (await findBrokenKernelSpecs(paths)).find((each) => each.name === name.toLowerCase());
    if (broken !== undefined) return new KernelStartFailed(name, `${broken.file} cannot be used: ${broken.reason}`);
    return new KernelNotFound(name, [...(await findKernelSpecs(paths)).keys()], paths);
  }

  async function ask(name: string, interpreter: string): Promise<KernelSpec> {
    const asking = asked.get(name) ?? interpreterKernelSpec(name, interpreter);
    asked.set(name, asking);
    // What cannot run now may be mended.
    asking.catch(() => asked.delete(name));
    return await asking;
  }

  return {
    kernelSpecs: async () => await findKernelSpecs(paths),
    async kernelSpec(name) {
      const spec = await installed(name);
      if (spec !== undefined) return spec;
      const interpreter = await interpreterOf(name);
      if (interpreter === undefined) throw await notFound(name);
      return await ask(name, interpreter);
    },
    async likelyArguments(name) {
      const spec = await installed(name);
      if (spec !== undefined) return spec;
      const interpreter = await interpreterOf(name);
      return interpreter === undefined ? undefined : { argv: interpreterCommand(interpreter), env: {} };
    },
  };
}
