import { homedir, tmpdir } from "node:os";
import { resolve } from "node:path";
import { KernelNotFound, KernelStartFailed } from "../errors.ts";
import type { Kernel, KernelProvider, KernelSpec, StartOptions } from "../kernel.ts";
import type { Transport } from "./connection.ts";
import { findBrokenKernelSpecs, findKernelSpecs } from "./find-kernelspecs.ts";
import { findInterpreter, interpreterKernelSpec } from "./interpreter.ts";
import { kernelCommand } from "./command.ts";
import { createLauncher, type Launcher } from "./launcher.ts";
import { jupyterPaths } from "./jupyter-paths.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";
import { raiseSocketLimit } from "./socket-capacity.ts";
import { ZmqKernel } from "./zmq-kernel.ts";

export interface ZmqKernelsOptions {
  /** The user's environment, for finding kernelspecs; kernels get none of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a path given as a kernel's name starts from. */
  readonly cwd: string;
  /** `ipc`, where the kernel is a Python one and the path is short enough; set for a kernel that needs `tcp`. */
  readonly transport?: Transport;
  /** Whether kernels are forked where that is possible, which is the default, or all spawned. */
  readonly fork?: boolean;
  /** Modules that are imported once, before kernels are forked; a kernel that is spawned has none of them. */
  readonly preload?: readonly string[] | Promise<readonly string[]>;
  /** Told of a kernel that is spawned, since it cannot be forked, with the reason; once for each reason. */
  readonly onSpawn?: (kernelName: string, reason: string) => void;
}

/**
 * Kernels that are processes on this machine, spoken to over ZMQ. A name is a kernelspec's, or a path to an
 * interpreter or a virtual environment's folder.
 */
export function createZmqKernels(options: ZmqKernelsOptions): KernelProvider {
  const { env, cwd, transport } = options;
  const paths = jupyterPaths({ env, home: homedir(), platform: process.platform });
  const running = new Set<ZmqKernel>();
  const interpreters = new Map<string, KernelSpec>();
  let runFolder: Promise<RunFolder> | undefined;
  let launcher: Launcher | undefined;
  let closed = false;

  async function kernelSpec(name: string): Promise<KernelSpec> {
    const specs = await findKernelSpecs(paths);
    const spec = name.includes("/") ? undefined : specs.get(name.toLowerCase());
    if (spec !== undefined) return spec;
    const known = interpreters.get(name);
    if (known !== undefined) return known;
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

  async function openOnce(name: string): Promise<RunFolder> {
    if (process.platform === "win32") throw new KernelStartFailed(name, "kernels over ZMQ need Linux or macOS");
    const { XDG_RUNTIME_DIR: runtime, PATH: searchPath } = env;
    runFolder ??= openRunFolder([...(runtime ? [runtime] : []), tmpdir()], searchPath);
    try {
      return await runFolder;
    } catch (error) {
      runFolder = undefined;
      throw new KernelStartFailed(name, "no folder can be made for it", { cause: error });
    }
  }

  function launcherIn(folder: RunFolder): Launcher {
    return (launcher ??= createLauncher({ ...options, runFolder: folder }));
  }

  return {
    kernelSpecs: () => findKernelSpecs(paths),
    kernelSpec,
    async prepare(name, start) {
      const spec = await kernelSpec(name);
      if (closed) return;
      const folder = await openOnce(name);
      if (!closed) await launcherIn(folder).prepare(kernelCommand(spec, "", start.env));
    },
    async start(name: string, start: StartOptions): Promise<Kernel> {
      const spec = await kernelSpec(name);
      // It would run until the time for its start is over, and nobody could reach it.
      if (!spec.argv.some((arg) => arg.includes("{connection_file}")))
        throw new KernelStartFailed(name, "the `argv` of its kernelspec has no {connection_file}");
      const folder = await openOnce(name);
      raiseSocketLimit();
      const processes = launcherIn(folder);
      const kernel = new ZmqKernel({
        spec,
        start,
        runFolder: folder,
        launch: async (process) => await processes.launch(process, spec.name),
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
      await launcher?.[Symbol.asyncDispose]();
      launcher = undefined;
      const folder = await runFolder;
      runFolder = undefined;
      await folder?.[Symbol.asyncDispose]();
    },
  };
}
