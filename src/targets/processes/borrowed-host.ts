import type { BirpcReturn } from "birpc";

import type { KernelHost } from "../../kernel/zmq/kernel-host.ts";
import { signalGroup, type KernelProcess, type LaunchOptions } from "../../kernel/zmq/kernel-process.ts";
import { valueOf } from "./answers.ts";
import type { HostCalls, LessonCalls } from "./calls.ts";

export type Host = BirpcReturn<HostCalls, LessonCalls>;

/** Starts kernels' processes by way of the process that collects: fork servers and their watchdog are there, once for all. */
export function borrowedHost(host: Host): KernelHost {
  return {
    async open(kernelName) {
      return {
        runFolder: { kernelFolder: async () => valueOf(await host.kernelFolder(kernelName)) },
        launcher: {
          launch: async (options, name) => await launch(host, options, name),
          // Its owner has prepared it.
          prepare: async () => await Promise.resolve(),
        },
      };
    },
    // What was started here ends with its kernel.
    [Symbol.asyncDispose]: async () => await Promise.resolve(),
  };
}

async function launch(host: Host, options: LaunchOptions, kernelName: string): Promise<KernelProcess> {
  const { id, pid, publishesAll } = valueOf(await host.launch(options, kernelName));
  let gone = false;
  const exited = host.exited(id).finally(() => (gone = true));
  exited.catch(() => undefined);
  return {
    pid,
    publishesAll,
    exited,
    signal(signal) {
      if (!gone) signalGroup(pid, signal);
    },
  };
}
