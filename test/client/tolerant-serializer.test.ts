import { ServerConnection } from "@jupyterlab/services";
import { describe, expect, it } from "vitest";

import { tolerantSerializer } from "../../src/client/tolerant-serializer.ts";

const { serializer: own } = ServerConnection.makeSettings();
const v1 = "v1.kernel.websocket.jupyter.org";

function bytes(text: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(text)).buffer;
}

const message = {
  channel: "iopub",
  header: { msg_id: "1", msg_type: "stream", session: "s", username: "", version: "5.3", date: "" },
  parent_header: { msg_id: "p" },
  metadata: {},
  content: { name: "stdout", text: "é" },
  buffers: [],
};

describe("tolerantSerializer()", () => {
  it("reads and writes what the client's own does", () => {
    const serializer = tolerantSerializer(own);
    const frame = serializer.serialize(message as never, v1) as ArrayBuffer;
    expect(serializer.deserialize(frame, v1)).toEqual(message);
  });

  it.each([
    ["no JSON", "spam", ""],
    ["NaN", JSON.stringify(message).replace('"é"', "NaN"), ""],
    ["text under the protocol of bytes", JSON.stringify(message), v1],
  ])("puts in the place of %s a message that says so", (_, text, protocol) => {
    // The client gives text as it comes.
    const read = tolerantSerializer(own).deserialize(text as unknown as ArrayBuffer, protocol);
    expect(read).toMatchObject({
      channel: "iopub",
      parent_header: {},
      content: { reason: "something that cannot be read" },
    });
  });

  it.each([
    ["nothing", new ArrayBuffer(0)],
    ["offsets beyond the end", bytes("\u0006\0\0\0\0\0\0\0\u00ff\0\0\0")],
    ["a count that nothing could have", new Uint8Array(64).fill(255).buffer],
  ])("puts a message in the place of bytes with %s", (_, frame) => {
    const read = tolerantSerializer(own).deserialize(frame, v1);
    expect(read.content).toEqual({ reason: "something that cannot be read" });
  });

  it("takes a message without a session for one of the kernel's last, so that it does not end those before it", () => {
    const serializer = tolerantSerializer(own);
    const { session: _, ...header } = message.header;
    serializer.deserialize(JSON.stringify(message) as unknown as ArrayBuffer, "");
    const read = serializer.deserialize(JSON.stringify({ ...message, header }) as unknown as ArrayBuffer, "");
    expect(read.header.session).toBe("s");
  });
});
