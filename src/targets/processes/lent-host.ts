import type { KernelExit } from "../../kernel/kernel.ts";
import type { KernelHost } from "../../kernel/zmq/kernel-host.ts";
import type { KernelProcess, LaunchOptions } from "../../kernel/zmq/kernel-process.ts";
import { answered } from "./answers.ts";
import type { HostCalls, LaunchedProcess } from "./calls.ts";

/** A host's processes for one lesson process; disposing it ends those that still run. */
export interface LentHost extends AsyncDisposable {
  readonly calls: Pick<HostCalls, "kernelFolder" | "launch" | "exited">;
}

/** Lends a host. What it launches, it can end without the borrower. */
export function lendHost(host: KernelHost): LentHost {
  const processes = new Map<number, KernelProcess>();
  const launching = new Set<Promise<unknown>>();
  let count = 0;

  async function launched(options: LaunchOptions, kernelName: string): Promise<LaunchedProcess> {
    const { launcher } = await host.open(kernelName);
    const process = await launcher.launch(options, kernelName);
    const id = (count += 1);
    processes.set(id, process);
    return { id, pid: process.pid, publishesAll: process.publishesAll };
  }

  return {
    calls: {
      kernelFolder: async (kernelName) =>
        await answered(async () => await (await host.open(kernelName)).runFolder.kernelFolder()),
      launch: async (options, kernelName) =>
        await answered(async () => {
          const launch = launched(options, kernelName);
          launching.add(launch);
          return await launch.finally(() => launching.delete(launch));
        }),
      async exited(id) {
        const exit: KernelExit = (await processes.get(id)?.exited) ?? {};
        processes.delete(id);
        return exit;
      },
    },
    async [Symbol.asyncDispose]() {
      // What is launched for a borrower that is gone, nobody takes any more.
      await Promise.allSettled(launching);
      for (const process of processes.values()) process.signal("SIGKILL");
      await Promise.all([...processes.values()].map(async ({ exited }) => await exited));
      processes.clear();
    },
  };
}
