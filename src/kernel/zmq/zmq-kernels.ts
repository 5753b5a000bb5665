import { homedir } from "node:os";
import { resolve } from "node:path";
import { KernelNotFound, KernelStartFailed } from "../errors.ts";
import type { Kernel, KernelProvider, KernelSpec, StartOptions } from "../kernel.ts";
import type { Transport } from "./connection.ts";
import { findBrokenKernelSpecs, findKernelSpecs } from "./find-kernelspecs.ts";
import { findInterpreter, interpreterKernelSpec } from "./interpreter.ts";
import { kernelCommand } from "./command.ts";
import { createKernelHost, type KernelHost, type KernelHostOptions } from "./kernel-host.ts";
import { jupyterPaths } from "./jupyter-paths.ts";
import { raiseSocketLimit } from "./socket-capacity.ts";
import { ZmqKernel } from "./zmq-kernel.ts";

export interface ZmqKernelsOptions extends KernelHostOptions {
  /** Where a path given as a kernel's name starts from. */
  readonly cwd: string;
  /** `ipc`, where the kernel is a Python one and the path is short enough; set for a kernel that needs `tcp`. */
  readonly transport?: Transport;
  /** Kernelspecs that are known already, and are looked up no more. */
  readonly specs?: readonly KernelSpec[];
  /** Starts the processes in place of one made with these options; the provider disposes it. */
  readonly host?: KernelHost;
}

/**
 * Kernels that are processes on this machine, spoken to over ZMQ. A name is a kernelspec's, or a path to an
 * interpreter or a virtual environment's folder.
 */
export function createZmqKernels(options: ZmqKernelsOptions): KernelProvider {
  const { env, cwd, transport, host = createKernelHost(options) } = options;
  const paths = jupyterPaths({ env, home: homedir(), platform: process.platform });
  const running = new Set<ZmqKernel>();
  const interpreters = new Map<string, KernelSpec>();
  let closed = false;

  async function kernelSpec(name: string): Promise<KernelSpec> {
    const known = options.specs?.find((spec) => spec.name === name);
    if (known !== undefined) return known;
    const specs = await findKernelSpecs(paths);
    const spec = name.includes("/") ? undefined : specs.get(name.toLowerCase());
    if (spec !== undefined) return spec;
    const asked = interpreters.get(name);
    if (asked !== undefined) return asked;
    // Without a slash it can still be a virtual environment's folder: `.venv`.
    const interpreter = await findInterpreter(resolve(cwd, name), { folderOnly: !name.includes("/") });
    if (interpreter === undefined) {
      const broken = (await findBrokenKernelSpecs(paths)).find((each) => each.name === name.toLowerCase());
      if (broken !== undefined) throw new KernelStartFailed(name, `${broken.file} cannot be used: ${broken.reason}`);
      throw new KernelNotFound(name, [...specs.keys()], paths);
    }
    const made = await interpreterKernelSpec(name, interpreter);
    interpreters.set(name, made);
    return made;
  }

  return {
    kernelSpecs: () => findKernelSpecs(paths),
    kernelSpec,
    async prepare(name, start) {
      const spec = await kernelSpec(name);
      if (closed) return;
      const { launcher } = await host.open(name);
      if (!closed) await launcher.prepare(kernelCommand(spec, "", start.env));
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
      closed = true;
      await Promise.all([...running].map((kernel) => kernel.shutdown()));
      await host[Symbol.asyncDispose]();
    },
  };
}
