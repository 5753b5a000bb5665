import { describe, expect, it } from "vitest";
import { decodeJson, encodeJson } from "../../src/bridge/json-protocol.ts";
import type { WireMessage } from "../../src/kernel/kernel.ts";

const texts = ['{"msg_id":"1","msg_type":"stream"}', '{"msg_id":"0"}', "{}", '{"text":"é"}'];
const message: WireMessage = { channel: "iopub", parts: texts.map((text) => Buffer.from(text)) };
const withBuffer: WireMessage = { channel: "iopub", parts: [...message.parts, Buffer.from([1, 2, 255])] };

describe("encodeJson()", () => {
  it("writes text, with the message's id and type beside the header as jupyter_client reads them", () => {
    expect(JSON.parse(String(encodeJson(message)))).toEqual({
      header: { msg_id: "1", msg_type: "stream" },
      msg_id: "1",
      msg_type: "stream",
      parent_header: { msg_id: "0" },
      metadata: {},
      content: { text: "é" },
      channel: "iopub",
      buffers: [],
    });
  });

  it("writes a binary frame for a message with buffers", () => {
    expect(decodeJson(encodeJson(withBuffer))).toEqual(withBuffer);
  });
});

describe("decodeJson()", () => {
  it("takes a message without a channel for one on shell", () => {
    expect(decodeJson('{"header":{"msg_id":"1"},"content":{}}')).toEqual({
      channel: "shell",
      parts: ['{"msg_id":"1"}', "{}", "{}", "{}"].map((text) => Buffer.from(text)),
    });
  });

  it.each([
    ["what is not JSON", "hello"],
    ["a list", "[]"],
    ["a message without a header", "{}"],
    ["an unknown channel", '{"header":{},"channel":"hb"}'],
    ["an empty binary frame", Buffer.alloc(0)],
    ["a binary frame cut short", Buffer.from([0, 0, 0, 9, 0, 0, 0, 8])],
    ["a binary frame with a buffer beyond its end", framed('{"header":{},"channel":"shell"}', 4096)],
    ["a binary frame whose buffers begin before its table ends", framed('{"header":{},"channel":"shell"}', 0)],
  ])("refuses %s", (_, frame) => {
    expect(decodeJson(frame)).toBeUndefined();
  });
});

/** A text, and a buffer that is said to begin at an offset. */
function framed(text: string, offset: number): Buffer {
  const table = Buffer.alloc(12);
  for (const [index, word] of [2, table.length, offset].entries()) table.writeUInt32BE(word, 4 * index);
  return Buffer.concat([table, Buffer.from(text)]);
}
