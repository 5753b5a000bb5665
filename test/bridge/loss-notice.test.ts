import { describe, expect, it } from "vitest";
import { lossNotice } from "../../src/bridge/loss-notice.ts";

function noticeAfter(...texts: readonly string[]): readonly unknown[] {
  const parts = texts.map((text) => Buffer.from(text));
  const notice = lossNotice({ count: 2, bytes: 3_000_000, last: { channel: "iopub", parts } });
  return [notice.channel, ...notice.parts.map((part) => JSON.parse(Buffer.from(part).toString()) as unknown)];
}

const content = {
  name: "stderr",
  text: "nbproof: 2 messages (3.0 MB) were lost, since this client did not read them\n",
};
const own = { msg_id: expect.any(String) as string, msg_type: "stream", date: expect.any(String) as string };

describe("lossNotice()", () => {
  it("is stderr of the cell whose messages were lost", () => {
    const header = { msg_id: "1", msg_type: "display_data", session: "s" };
    expect(noticeAfter(JSON.stringify(header), '{"msg_id":"p"}', "{}", "{}")).toEqual([
      "iopub",
      { ...own, session: "s" },
      { msg_id: "p" },
      {},
      content,
    ]);
  });

  it.each([["spam"], ["null"], ["{"]])("tells of the loss where the last message's header is %s", (header) => {
    expect(noticeAfter(header)).toEqual(["iopub", own, {}, {}, content]);
  });
});
