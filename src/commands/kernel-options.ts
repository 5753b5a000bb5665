import { compact } from "../basics/compact.ts";
import type { KernelOptions } from "../targets/kernel-options.ts";
import type { Context } from "./command.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** The kernels that the command line asks for. */
export function kernelOptions(settings: ValidateSettings, { cwd, env, err }: Context): KernelOptions {
  const { kernels, server, fork, hashSeed, verbose } = settings;
  return compact({
    kernels,
    fork,
    env,
    cwd,
    hashSeed,
    server: server?.address,
    onSpawn: (kernel: string, reason: string) => {
      if (verbose) err.write(`Kernels of ${kernel} are spawned, not forked: ${reason}\n`);
    },
  });
}
