import { parentPort, workerData } from "node:worker_threads";
import { bakeKernel } from "../../../embedded/bake-kernel.ts";
import { useFineClock } from "../../../embedded/use-fine-clock.ts";
import { useUtc } from "../../../embedded/use-utc.ts";
import { closeHost } from "./close-host.ts";
import { live } from "./live.ts";
import { loadPackage } from "./load-package.ts";
import { stillWorld } from "./still-world.ts";
import type { FromThread, ThreadOptions } from "./thread-messages.ts";

/** The thread of one kernel, or of one snapshot that is being made. */
async function main(options: ThreadOptions): Promise<void> {
  closeHost();
  useFineClock();
  if (options.live === undefined || options.live.env["TZ"] === "UTC") useUtc();
  if (options.live === undefined) {
    stillWorld();
    const runtime = await loadPackage({ ...options, snapshot: "make", onOutput: writeToStderr });
    bakeKernel(runtime, options.files);
    tell({ type: "snapshot", bytes: runtime.makeMemorySnapshot() });
  } else {
    await live(options, options.live, tell);
  }
}

function writeToStderr(_: string, text: string): void {
  process.stderr.write(text);
}

function tell(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transfer]);
}

// Ours alone starts this thread.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
await main(workerData as ThreadOptions);
