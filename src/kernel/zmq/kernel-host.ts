import { tmpdir } from "node:os";

import { KernelStartFailed } from "../errors.ts";
import { kernelCommand } from "./command.ts";
import type { KernelArguments } from "./kernel-lookup.ts";
import { createLauncher, type Launcher, type LauncherOptions } from "./launcher.ts";
import { openRunFolder, type RunFolder } from "./run-folder.ts";

/** Where kernels' processes have their files, and who starts them. */
export interface HostParts {
  readonly runFolder: Pick<RunFolder, "kernelFolder">;
  readonly launcher: Pick<Launcher, "launch" | "prepare">;
}

/** Who starts kernels' processes, for one provider or for several; disposing it ends what it has started. */
export interface KernelHost extends AsyncDisposable {
  /**
   * Opens it at the first call; throws `KernelStartFailed`, with the name of the kernel that it is opened for, also where
   * it is disposed of already.
   */
  open(kernelName: string): Promise<HostParts>;
}

export interface KernelHostOptions extends Omit<LauncherOptions, "runFolder"> {
  /** Of the user: `XDG_RUNTIME_DIR` and `PATH` are looked up in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One in this process: with a run folder, its watchdog and, where kernels are forked, fork servers. */
export function createKernelHost({ env, ...options }: KernelHostOptions): KernelHost {
  let opening: Promise<RunFolder> | undefined;
  let launcher: Launcher | undefined;
  let closed = false;

  async function openOnce(name: string): Promise<RunFolder> {
    if (process.platform === "win32") throw new KernelStartFailed(name, "kernels over ZMQ need Linux or macOS");
    const { XDG_RUNTIME_DIR: runtime, PATH: searchPath } = env;
    opening ??= openRunFolder([...(runtime ? [runtime] : []), tmpdir()], searchPath);
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw new KernelStartFailed(name, "no folder can be made for it", { cause: error });
    }
  }

  return {
    async open(kernelName) {
      const runFolder = closed ? undefined : await openOnce(kernelName);
      if (runFolder === undefined || closed) throw new KernelStartFailed(kernelName, "nothing is started any more");
      launcher ??= createLauncher({ ...options, runFolder });
      return { runFolder, launcher };
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await launcher?.[Symbol.asyncDispose]();
      launcher = undefined;
      // Whoever wanted it was told why there is none.
      const folder = await opening?.catch(() => undefined);
      opening = undefined;
      await folder?.[Symbol.asyncDispose]();
    },
  };
}

/** A kernel, with what it is started with but for its own folder. */
interface ToPrepare {
  readonly name: string;
  readonly kernel: KernelArguments;
  readonly env: Readonly<Record<string, string>>;
}

/** Begins what makes such a kernel start sooner. */
export async function prepareOn(host: KernelHost, { name, kernel, env }: ToPrepare): Promise<void> {
  const { launcher } = await host.open(name);
  await launcher.prepare(kernelCommand(kernel, "", env));
}
