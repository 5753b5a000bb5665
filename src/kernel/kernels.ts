import { KernelNotFound } from "./errors.ts";
import type { KernelProvider, KernelSpec } from "./kernel.ts";
import { createPyodideKernels } from "./pyodide/pyodide-kernels.ts";
import { createZmqKernels, type ZmqKernelsOptions } from "./zmq/zmq-kernels.ts";

/** All the kernels there are: those of this machine, and the embedded ones. A kernelspec of the user's own wins a name. */
export function createKernels(options: ZmqKernelsOptions): KernelProvider {
  const [zmq, pyodide] = [createZmqKernels(options), createPyodideKernels(options)];

  async function kernelSpecs(): Promise<ReadonlyMap<string, KernelSpec>> {
    const [own, embedded] = await Promise.all([zmq.kernelSpecs(), pyodide.kernelSpecs()]);
    return new Map([...embedded, ...own]);
  }

  async function providerOf(name: string): Promise<KernelProvider> {
    if ((await zmq.kernelSpecs()).has(name.toLowerCase())) return zmq;
    return (await pyodide.kernelSpecs()).has(name) ? pyodide : zmq;
  }

  async function using<T>(name: string, use: (provider: KernelProvider) => Promise<T>): Promise<T> {
    try {
      return await use(await providerOf(name));
    } catch (error) {
      if (!(error instanceof KernelNotFound)) throw error;
      throw new KernelNotFound(name, [...(await kernelSpecs()).keys()], error.searchedPaths);
    }
  }

  return {
    kernelSpecs,
    kernelSpec: (name) => using(name, (provider) => provider.kernelSpec(name)),
    prepare: (name, start) => using(name, (provider) => provider.prepare(name, start)),
    start: (name, start) => using(name, (provider) => provider.start(name, start)),
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all([zmq[Symbol.asyncDispose](), pyodide[Symbol.asyncDispose]()]);
    },
  };
}
