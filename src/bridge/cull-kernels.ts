import type { RunningKernel, RunningKernels } from "./running-kernels.ts";

/** Milliseconds: how often it is looked at the latest. */
const longestInterval = 30_000;

/**
 * Shuts down kernels that did nothing for so many milliseconds, and that nobody is connected to, as Jupyter Server
 * does; a busy kernel never, a dead one at once.
 */
export function cullKernels(kernels: RunningKernels, idle: number): Disposable {
  const timer = setInterval(
    () => {
      for (const running of kernels.list()) {
        if (!isForgotten(running, idle)) continue;
        kernels.counts.culled += 1;
        kernels.discard(running.kernel.id);
      }
    },
    Math.min(idle, longestInterval),
  );
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function isForgotten({ kernel, clients }: RunningKernel, idle: number): boolean {
  if (kernel.state === "dead") return true;
  return clients.count === 0 && kernel.state === "idle" && Date.now() - kernel.lastActivity.getTime() > idle;
}
