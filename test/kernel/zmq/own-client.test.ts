import { describe, expect, it } from "vitest";
import { field } from "../../../src/kernel/zmq/own-client.ts";

describe("field()", () => {
  it.each([
    ['{"msg_id":"1"}', "1"],
    ["{}", undefined],
    ["", undefined],
    ["null", undefined],
    ["[1]", undefined],
    ["spam", undefined],
  ])("of a part that is %s is %s", (text, value) => {
    expect(field({ channel: "shell", parts: [Buffer.from(text)] }, 0, "msg_id")).toBe(value);
    expect(field({ channel: "shell", parts: [] }, 3, "msg_id")).toBeUndefined();
  });
});
