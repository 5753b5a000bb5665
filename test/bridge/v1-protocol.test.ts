import { describe, expect, it } from "vitest";
import { decodeV1, encodeV1 } from "../../src/bridge/v1-protocol.ts";
import type { WireMessage } from "../../src/kernel/kernel.ts";

const parts = ['{"msg_id":"1","msg_type":"x"}', "{}", "{}", '{"text":"é"}'].map((text) => Buffer.from(text));
const message: WireMessage = { channel: "iopub", parts: [...parts, Buffer.from([1, 2, 255])] };

describe("encodeV1()", () => {
  it("writes what decodeV1() reads", () => {
    expect(decodeV1(encodeV1(message))).toEqual(message);
  });
});

function withParts(...texts: readonly string[]): Buffer {
  return encodeV1({ channel: "shell", parts: texts.map((text) => Buffer.from(text)) });
}

describe("decodeV1()", () => {
  const bytes = encodeV1(message);
  const changed = (offset: number, value: bigint): Buffer => {
    const copy = Buffer.from(bytes);
    copy.writeBigUInt64LE(value, offset);
    return copy;
  };

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from('{"channel":"shell","header":{}}')],
    ["a frame cut short", bytes.subarray(0, -1)],
    ["more offsets than bytes", changed(0, 2n ** 60n)],
    ["an offset inside the table", changed(8, 0n)],
    ["an offset that goes back", changed(24, 1n)],
    ["an unknown channel", encodeV1({ channel: "iopub", parts }).fill("x", 56, 61)],
    ["a header that is null", withParts("null", "{}", "{}", "{}")],
    ["a header without a type", withParts('{"msg_id":"1"}', "{}", "{}", "{}")],
    ["a header that is cut short", withParts('{"msg_id":"1","msg_type":"x"', "{}", "{}", "{}")],
    ["content that is null", withParts('{"msg_id":"1","msg_type":"x"}', "{}", "{}", "null")],
    ["content that is nothing", withParts('{"msg_id":"1","msg_type":"x"}', "{}", "{}", "")],
    ["content that is no UTF-8", encodeV1({ channel: "shell", parts: [...parts.slice(0, 3), Buffer.from([0xff])] })],
    ["a million offsets", Buffer.alloc(8_000_008, Buffer.from([64, 66, 15, 0, 0, 0, 0, 0]))],
  ])("refuses %s", (_, frame) => {
    expect(decodeV1(frame)).toBeUndefined();
  });
});
