import { CannotFork } from "./fork/cannot-fork.ts";
import { ForkServers } from "./fork/fork-servers.ts";
import type { KernelProcess, LaunchOptions } from "./kernel-process.ts";
import type { RunFolder } from "./run-folder.ts";
import { spawnKernel } from "./spawn-kernel.ts";

/** Starts kernels' processes; disposing it ends those that were forked. */
export interface Launcher extends AsyncDisposable {
  /** Rejects where not even spawning succeeds. */
  launch(options: LaunchOptions, kernelName: string): Promise<KernelProcess>;
  /** Begins what makes such a process start sooner; why it fails, where it does, is told when one is launched. */
  prepare(options: Pick<LaunchOptions, "argv" | "env">): Promise<void>;
}

export interface LauncherOptions {
  readonly runFolder: RunFolder;
  readonly fork?: boolean;
  readonly preload?: readonly string[] | Promise<readonly string[]>;
  readonly onSpawn?: (kernelName: string, reason: string) => void;
}

/** Kernels are forked where that is possible, and else spawned: whatever stands in the way, they start. */
export function createLauncher({ runFolder, fork = true, preload = [], onSpawn }: LauncherOptions): Launcher {
  const servers = new ForkServers({ runFolder, preload: Promise.resolve(preload) });
  const told = new Set<string>();

  function tell(kernelName: string, reason: string): void {
    const news = `${kernelName}: ${reason}`;
    if (!told.has(news)) onSpawn?.(kernelName, reason);
    told.add(news);
  }

  return {
    async launch(options, kernelName) {
      if (!fork) return await spawnKernel(options);
      try {
        return await servers.fork(options);
      } catch (error) {
        if (!(error instanceof CannotFork)) throw error;
        tell(kernelName, error.message);
        return await spawnKernel(options);
      }
    },
    async prepare(options) {
      if (fork) await servers.prepare(options).catch(() => undefined);
    },
    [Symbol.asyncDispose]: async () => await servers[Symbol.asyncDispose](),
  };
}
