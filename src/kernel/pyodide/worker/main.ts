import { parentPort, workerData } from "node:worker_threads";
import { closeHost } from "./close-host.ts";
import { live } from "./live.ts";
import { loadRuntime } from "./load-runtime.ts";
import { makeSnapshot } from "./make-snapshot.ts";
import type { FromThread, ThreadOptions } from "./thread-messages.ts";
import { useFineClock } from "./use-fine-clock.ts";
import { useUtc } from "./use-utc.ts";

/** The thread of one kernel, or of one snapshot that is being made. */
async function main(options: ThreadOptions): Promise<void> {
  closeHost();
  useFineClock();
  if (options.live?.env["TZ"] === "UTC") useUtc();
  if (options.live === undefined) {
    const runtime = await loadRuntime({ ...options, onOutput: (_, text) => process.stderr.write(text) });
    tell({ type: "snapshot", bytes: makeSnapshot(runtime, options.files) });
  } else {
    await live(options, options.live, tell);
  }
}

function tell(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transfer]);
}

// Ours alone starts this thread.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
await main(workerData as ThreadOptions);
