import { KernelStartFailed } from "../errors.ts";
import type { Kernel, KernelProvider, StartOptions } from "../kernel.ts";
import type { Transport } from "./connection.ts";
import { createKernelHost, type KernelHost, type KernelHostOptions, prepareOn } from "./kernel-host.ts";
import { createKernelLookup, type KernelLookupOptions } from "./kernel-lookup.ts";
import { raiseSocketLimit } from "./socket-capacity.ts";
import { ZmqKernel } from "./zmq-kernel.ts";

export interface ZmqKernelsOptions extends KernelHostOptions, KernelLookupOptions {
  /** `ipc`, where the kernel is a Python one and the path is short enough; set for a kernel that needs `tcp`. */
  readonly transport?: Transport;
  /** Starts the processes in place of one made with these options; the provider disposes it. */
  readonly host?: KernelHost;
}

/**
 * Kernels that are processes on this machine, spoken to over ZMQ. A name is a kernelspec's, or a path to an
 * interpreter or a virtual environment's folder.
 */
export function createZmqKernels(options: ZmqKernelsOptions): KernelProvider {
  const { transport, host = createKernelHost(options) } = options;
  const { kernelSpecs, kernelSpec, likelyArguments } = createKernelLookup(options);
  const running = new Set<ZmqKernel>();

  return {
    kernelSpecs,
    kernelSpec,
    async prepare(name, { env }) {
      await prepareOn(host, { name, env, kernel: (await likelyArguments(name)) ?? (await kernelSpec(name)) });
    },
    async start(name: string, start: StartOptions): Promise<Kernel> {
      const spec = await kernelSpec(name);
      // It would run until the time for its start is over, and nobody could reach it.
      if (!spec.argv.some((arg) => arg.includes("{connection_file}")))
        throw new KernelStartFailed(name, "the `argv` of its kernelspec has no {connection_file}");
      const { runFolder, launcher } = await host.open(name);
      raiseSocketLimit();
      const kernel = new ZmqKernel({
        spec,
        start,
        runFolder,
        launch: async (process) => await launcher.launch(process, spec.name),
        // Only ipykernel and its kin are sure to speak ipc.
        transport: transport ?? (spec.language.toLowerCase() === "python" ? "ipc" : "tcp"),
        onEnd: () => running.delete(kernel),
      });
      running.add(kernel);
      await kernel.start(start.signal);
      return kernel;
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await Promise.all([...running].map((kernel) => kernel.shutdown()));
      await host[Symbol.asyncDispose]();
    },
  };
}
