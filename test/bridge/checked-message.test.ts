import { describe, expect, it } from "vitest";
import { checkedMessage } from "../../src/bridge/checked-message.ts";

const header = (more: string): Buffer => Buffer.from(`{"msg_id":"a","msg_type":"execute_request"${more}}`);

function isTaken(bytes: Buffer): boolean {
  return checkedMessage("shell", [bytes, ...["{}", "{}", "{}"].map((text) => Buffer.from(text))]) !== undefined;
}

describe("checkedMessage()", () => {
  it.each([
    ["nothing more", ""],
    ["a whole character in two halves", String.raw`,"username":"\ud83d\ude00"`],
    ["what only looks like half a character", String.raw`,"username":"\\ud800"`],
  ])("takes a header with %s", (_, more) => {
    expect(isTaken(header(more))).toBe(true);
  });

  // ipykernel publishes nothing with such a parent: its error was printed beneath another cell.
  it.each([
    ["a value", String.raw`,"username":"\ud800"`],
    ["an id", String.raw`,"session":"x\uDFFFy"`],
    ["a key", String.raw`,"\ude00":1`],
    ["a value further in", String.raw`,"more":[{"a":["\ud83d\u0020"]}]`],
  ])("refuses half a character as %s of a header", (_, more) => {
    expect(isTaken(header(more))).toBe(false);
  });
});
