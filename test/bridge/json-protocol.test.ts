import { describe, expect, it } from "vitest";
import { decodeJson, decodeJsonText, encodeJson, encodeJsonText } from "../../src/bridge/json-protocol.ts";
import type { WireMessage } from "../../src/kernel/kernel.ts";

const texts = ['{"msg_id":"1","msg_type":"stream"}', '{"msg_id":"0"}', "{}", '{"text":"é"}'];
const message: WireMessage = { channel: "iopub", parts: texts.map((text) => Buffer.from(text)) };
const withBuffer: WireMessage = { channel: "iopub", parts: [...message.parts, Buffer.from([1, 2, 255])] };

describe("encodeJsonText()", () => {
  it("writes text, with the message's id and type beside the header as jupyter_client reads them", () => {
    expect(JSON.parse(String(encodeJsonText(message)))).toEqual({
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
});

describe("encodeJson()", () => {
  it("writes what decodeJson() reads", () => {
    expect(decodeJson(encodeJson(withBuffer))).toEqual(withBuffer);
  });
});

const head = '"header":{"msg_id":"1","msg_type":"x"}';

describe("decodeJsonText()", () => {
  it("takes a message without a channel for one on shell, and what is absent or null for empty", () => {
    expect(decodeJsonText(Buffer.from(`{${head},"metadata":null,"content":{}}`))).toEqual({
      channel: "shell",
      parts: ['{"msg_id":"1","msg_type":"x"}', "{}", "{}", "{}"].map((text) => Buffer.from(text)),
    });
  });

  it("leaves each number every digit", () => {
    const content = '{"n": 12345678901234567890, "x": 1.10}';
    expect(String(decodeJsonText(Buffer.from(`{${head},"content":${content}}`))?.parts[3])).toBe(content);
  });

  it.each([
    ["what is not JSON", "hello"],
    ["a list", "[]"],
    ["a message without a header", "{}"],
    ["a header that is null", '{"header":null}'],
    ["a header that is a text", '{"header":"x"}'],
    ["a header without a type", '{"header":{"msg_id":"1"}}'],
    ["an id that is a number", '{"header":{"msg_id":1,"msg_type":"x"}}'],
    ["a content that is a list", `{${head},"content":[1]}`],
    ["metadata that are a text", `{${head},"metadata":"x"}`],
    ["an unknown channel", `{${head},"channel":"hb"}`],
    ["a channel that is a number", `{${head},"channel":5}`],
    ["a header of 100 kB", `{"header":{"msg_id":"1","msg_type":"${"x".repeat(100_000)}"}}`],
    ["10,000 lists in one another", `{${head},"content":{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}}`],
  ])("refuses %s", (_, text) => {
    expect(decodeJsonText(Buffer.from(text))).toBeUndefined();
  });
});

describe("decodeJson()", () => {
  const text = `{${head},"channel":"shell"}`;

  it.each([
    ["an empty frame", Buffer.alloc(0)],
    ["one cut short", Buffer.from([0, 0, 0, 9, 0, 0, 0, 8])],
    ["one with a buffer beyond its end", framed(text, 4096)],
    ["one whose buffers begin before its table ends", framed(text, 0)],
    ["one of a million buffers", Buffer.alloc(8_000_000, Buffer.from([0, 15, 66, 64]))],
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
