import type { KernelMessage } from "@jupyterlab/services";
import { describe, expect, it } from "vitest";

import { bytesOf } from "../../src/run/output-size.ts";

function message(type: string, content: object): KernelMessage.IIOPubMessage {
  // Only the type and the content of a message are looked at.
  return { header: { msg_type: type }, content } as unknown as KernelMessage.IIOPubMessage;
}

describe("bytesOf()", () => {
  it.each([
    ["stream", { name: "stdout", text: "é🐍" }, 6],
    ["display_data", { data: { "text/plain": "é", "application/json": { a: ["é"] } } }, 2 + 12],
    ["update_display_data", { data: { "text/plain": "abc" } }, 3],
    ["execute_result", { data: { "text/plain": "abc" } }, 3],
    ["error", { ename: "É", evalue: "ab", traceback: ["c", "dé"] }, 2 + 2 + 1 + 3],
    ["status", { execution_state: "busy" }, 0],
    ["clear_output", { wait: true }, 0],
  ])("counts %s %j as UTF-8", (type, content, bytes) => {
    expect(bytesOf(message(type, content))).toBe(bytes);
  });
});
