import { Worker } from "node:worker_threads";

/** Threads that keep processors busy; disposing it ends them. */
export interface CpuLoad extends AsyncDisposable {
  /** Stops them for a while, and lets them go on. */
  readonly pause: (paused: boolean) => void;
}

const busy = `
const { workerData: running } = require("node:worker_threads");
for (;;) if (Atomics.load(running, 0) === 0) Atomics.wait(running, 0, 0);
`;

/** Keeps so many processors busy. */
export function startCpuLoad(threads: number): CpuLoad {
  const running = new Int32Array(new SharedArrayBuffer(4)).fill(1);
  const workers = Array.from({ length: threads }, () => new Worker(busy, { eval: true, workerData: running }));
  return {
    pause(paused) {
      Atomics.store(running, 0, paused ? 0 : 1);
      Atomics.notify(running, 0);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map(async (worker) => await worker.terminate()));
    },
  };
}
