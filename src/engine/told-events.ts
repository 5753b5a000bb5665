import { EventEmitter, on } from "node:events";

import type { RunEvent } from "./run-events.ts";

interface Failure {
  readonly kind: "failed";
  readonly cause: unknown;
}

/** Runs something that tells what happens: each event as it comes, and then what was thrown, if anything. Who stops reading ends it. */
export async function* toldEvents(
  run: (emit: (event: RunEvent) => void, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): AsyncGenerator<RunEvent, void> {
  const stopped = new AbortController();
  const either = AbortSignal.any([stopped.signal, ...(signal ? [signal] : [])]);
  const told = new EventEmitter<{ event: [RunEvent | Failure]; end: [] }>();
  const events: AsyncIterable<readonly (RunEvent | Failure)[]> = on(told, "event", { close: ["end"] });
  // What was told before an error is handed on before it.
  const running = run((event) => void told.emit("event", event), either)
    .catch((cause: unknown) => void told.emit("event", { kind: "failed", cause }))
    .then(() => void told.emit("end"));
  try {
    for await (const [event] of events) {
      if (event?.kind === "failed") throw event.cause;
      if (event !== undefined) yield event;
    }
  } finally {
    stopped.abort();
    await running;
  }
}
