import { beforeEach, describe, expect, it, vi } from "vitest";
import { Activity } from "../../src/kernel/activity.ts";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { WireMessage } from "../../src/kernel/kernel.ts";

function published(type: string, parentType: string | undefined, state = "busy"): WireMessage {
  const { channel, parts } = createMessage("iopub", type, { session: "s", content: { execution_state: state } });
  const parent = parentType === undefined ? {} : { msg_type: parentType };
  return { channel, parts: parts.map((part, index) => (index === 1 ? Buffer.from(JSON.stringify(parent)) : part)) };
}

describe("Activity", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    return () => vi.useRealTimers();
  });

  it.each([
    ["a cell that begins", published("status", "execute_request"), "idle", "busy", true],
    ["a cell that ends", published("status", "execute_request", "idle"), "busy", "idle", true],
    ["a start that is told late", published("status", undefined, "starting"), "idle", undefined, true],
    ["a completion", published("status", "complete_request"), "idle", "busy", true],
    ["a widget's message", published("comm_msg", "comm_info_request"), "idle", undefined, true],
    ["output of a cell", published("stream", "execute_request"), "busy", undefined, true],
    [
      "output in the background, of a cell that has ended",
      published("stream", "execute_request"),
      "idle",
      undefined,
      true,
    ],
    ["a question what the kernel is", published("status", "kernel_info_request"), "idle", undefined, false],
    ["the same beside a cell", published("status", "kernel_info_request", "idle"), "busy", undefined, true],
    ["a debugger that looks", published("status", "debug_request"), "idle", undefined, false],
  ] as const)("judges %s", (_, message, state, told, active) => {
    const activity = new Activity();
    vi.setSystemTime(1000);
    expect(activity.see(message, state)).toBe(told);
    expect(activity.last.getTime()).toBe(active ? 1000 : 0);
  });
});
