import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { PythonBridge } from "../../../embedded/python-kernel.ts";
import type { Signals } from "../../../embedded/signals.ts";
import type { FromThread } from "./thread-messages.ts";

export interface BridgeOptions {
  readonly signals: Signals;
  readonly answers: MessagePort;
  readonly tell: (message: FromThread, transfer?: readonly ArrayBuffer[]) => void;
}

/** Makes the JavaScript side of a kernel. */
export function createBridge({ signals, answers, tell }: BridgeOptions): PythonBridge {
  const encoder = new TextEncoder();
  return {
    post(channel, client, header, parent, metadata, content, buffers) {
      // An answer that came too late for the last question is none to this one.
      if (channel === "stdin") while (receiveMessageOnPort(answers) !== undefined);
      const texts = [header, parent, metadata, content].map((text) => encoder.encode(text));
      const parts = buffers.length === 0 ? texts : [...texts, ...buffers.toJs()];
      tell({ type: "message", channel, parts, ...(client !== undefined && { client }) });
      signals.sent(parts.reduce((sum, part) => sum + part.length, 0));
    },
    ask() {
      const answer = signals.waitFor(() => {
        if (signals.takeInterrupt()) return { value: undefined };
        const received = receiveMessageOnPort(answers);
        return received === undefined ? undefined : { value: String(received.message) };
      }, 2 ** 31);
      return answer?.value;
    },
    heard: () => signals.hear(),
    sleep(seconds) {
      return signals.waitFor(() => signals.takeInterrupt() || undefined, seconds * 1000) ?? false;
    },
  };
}
