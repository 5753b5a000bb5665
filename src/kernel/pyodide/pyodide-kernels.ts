import { homedir } from "node:os";
import { KernelNotFound, KernelStartFailed } from "../errors.ts";
import type { Kernel, KernelProvider, KernelSpec, StartOptions } from "../kernel.ts";
import { cacheFolder } from "./cache-folder.ts";
import { findPyodides, type PyodidePackage, seriesOf } from "./find-pyodides.ts";
import { type KernelImage, prepareImage } from "./kernel-image.ts";
import { PyodideKernel } from "./pyodide-kernel.ts";

export interface PyodideKernelsOptions {
  /** The user's environment, for finding the cache folder; kernels get none of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where to look for the user's own Pyodides. */
  readonly cwd: string;
}

/** The kernel's name for the newest Pyodide; the others are `pyodide-3.13` and so on. */
const embeddedKernel = "pyodide";
/** Milliseconds: for a kernel that needs less than a second, and a snapshot that needs ten. */
const startTimeout = 60_000;

/** Kernels that are threads of this process: CPython in WebAssembly, with IPython. */
export function createPyodideKernels({ env, cwd }: PyodideKernelsOptions): KernelProvider {
  const running = new Set<PyodideKernel>();
  const images = new Map<string, Promise<KernelImage>>();
  const cache = cacheFolder({ env, home: homedir(), platform: process.platform });
  let found: Promise<ReadonlyMap<string, PyodidePackage>> | undefined;

  async function packages(): Promise<ReadonlyMap<string, PyodidePackage>> {
    found ??= findPyodides(cwd).then((pyodides) => {
      const named = pyodides.map((one): [string, PyodidePackage] => [`pyodide-${seriesOf(one.python)}`, one]);
      const [newest] = pyodides;
      return new Map(newest === undefined ? [] : [[embeddedKernel, newest], ...named]);
    });
    return await found;
  }

  async function packageOf(name: string): Promise<PyodidePackage> {
    const known = await packages();
    const one = known.get(name);
    if (one === undefined) throw new KernelNotFound(name, [...known.keys()], []);
    return one;
  }

  async function image(name: string, anew: boolean): Promise<KernelImage> {
    const pyodide = await packageOf(name);
    const prepared =
      (anew ? undefined : images.get(pyodide.folder)) ?? prepareImage(pyodide, { cache, anew, timeout: startTimeout });
    images.set(pyodide.folder, prepared);
    try {
      return await prepared;
    } catch (cause) {
      images.delete(pyodide.folder);
      throw new KernelStartFailed(name, cause instanceof Error ? cause.message : String(cause), { cause });
    }
  }

  async function start(name: string, options: StartOptions, prepared: KernelImage): Promise<Kernel> {
    const kernel = new PyodideKernel({
      name,
      image: prepared,
      start: options,
      startTimeout,
      onEnd: () => running.delete(kernel),
    });
    running.add(kernel);
    await kernel.start(options.signal);
    return kernel;
  }

  return {
    async kernelSpecs() {
      return new Map([...(await packages())].map(([name, one]) => [name, specOf(name, one)]));
    },
    async kernelSpec(name) {
      return specOf(name, await packageOf(name));
    },
    async prepare(name) {
      await image(name, false);
    },
    async start(name: string, options: StartOptions): Promise<Kernel> {
      const prepared = await image(name, false);
      try {
        return await start(name, options, prepared);
      } catch (error) {
        // A snapshot that is whole, and still does not suit this Node.
        if (!(error instanceof KernelStartFailed) || !prepared.kept) throw error;
        return await start(name, options, await image(name, true));
      }
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all([...running].map((kernel) => kernel.shutdown()));
    },
  };
}

function specOf(name: string, { version, python, folder, name: from }: PyodidePackage): KernelSpec {
  return {
    name,
    argv: [],
    displayName: `Python ${python} (Pyodide ${version})`,
    language: "python",
    interruptMode: "message",
    env: {},
    metadata: { pyodide: { version, python, package: from, folder, lacks } },
  };
}

const lacks = ["threads", "processes", "network", "64 bits"];
