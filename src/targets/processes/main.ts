import { tmpdir } from "node:os";

import { createBirpc } from "birpc";

import { startBridge } from "../../bridge/bridge.ts";
import { runOnKernel } from "../../engine/run-lessons.ts";
import type { RunEvent } from "../../engine/run-events.ts";
import { createZmqKernels } from "../../kernel/zmq/zmq-kernels.ts";
import type { ReportKernel } from "../../model/report.ts";
import { kernelEnvironment } from "../kernel-environment.ts";
import { borrowedHost, type Host } from "./borrowed-host.ts";
import type { HostCalls, LessonCalls, ProcessRun } from "./calls.ts";
import { ProcessLock } from "./process-lock.ts";

const stop = new AbortController();

const calls: LessonCalls = {
  run,
  pause: async () => await lock.pause(),
  resume: () => lock.resume(),
  stop: () => stop.abort(),
  end: () => process.exit(),
};

const host: Host = createBirpc<HostCalls, LessonCalls>(calls, {
  // Where it cannot be sent, nobody is there any more.
  post: (message) => process.send?.(message, undefined, undefined, () => undefined),
  on: (hear) => process.on("message", hear),
  // A cell takes as long as it takes.
  timeout: -1,
});
const lock = new ProcessLock(host);

// The one that collects decides what Ctrl+C means, which a terminal sends to both.
process.on("SIGINT", () => undefined);
// It is gone, however that came; what it started, its watchdog ends.
process.on("disconnect", () => process.exit());

/** Client, bridge and sockets live where their lessons do. */
async function run({ settings, target, spec, env, cwd }: ProcessRun): Promise<ReportKernel> {
  await using provider = createZmqKernels({ env, cwd, host: borrowedHost(host), specs: [spec] });
  await using bridge = await startBridge({ provider, env: kernelEnvironment(env), allowEnv: ["*"], cwd: tmpdir() });
  const { url, token } = bridge;
  const events = new EventBatches();
  try {
    return await runOnKernel(
      settings,
      { ...target, server: { url, token } },
      {
        source: { next: async (ahead) => await host.next(ahead) },
        signal: stop.signal,
        emit: (event) => events.add(event),
        lock,
      },
    );
  } finally {
    events.flush();
  }
}

/** What happens in one turn of the event loop is told in one message. */
class EventBatches {
  #events: RunEvent[] = [];

  add(event: RunEvent): void {
    if (this.#events.length === 0) setImmediate(() => this.flush());
    this.#events.push(event);
  }

  flush(): void {
    if (this.#events.length > 0) void host.tell.asEvent(this.#events);
    this.#events = [];
  }
}
