import type { KernelMessage } from "@jupyterlab/services";
import { describe, expect, it } from "vitest";

import { readPlaces } from "../../src/run/read-places.ts";

function replyWith(payload: unknown): KernelMessage.IExecuteReplyMsg["content"] {
  // Only the payload of a reply is looked at.
  return { status: "ok", payload } as unknown as KernelMessage.IExecuteReplyMsg["content"];
}

describe("readPlaces()", () => {
  it("reads kinds, lengths and the lines that were running, the innermost first", () => {
    const places = "1 c 30002 6 1 2 3 1 ffff0001";
    expect(readPlaces(replyWith([{ source: "page" }, { source: "nbproof", places }]))).toEqual([
      { kind: "text", length: 12, running: { lines: [2, 3], whole: true } },
      { kind: "display", length: 1, running: { lines: [2], whole: false } },
      { kind: "result", length: 1, running: { lines: [1, 65_535], whole: true } },
    ]);
  });

  it("knows a cell that puts out nothing from a kernel that does not tell", () => {
    expect(readPlaces(replyWith([{ source: "nbproof", places: "" }]))).toEqual([]);
    expect(readPlaces(replyWith([{ source: "page", data: {} }]))).toBeUndefined();
    expect(readPlaces(replyWith(undefined))).toBeUndefined();
  });

  it("reads what a thread wrote, of which no line is known", () => {
    expect(readPlaces(replyWith([{ source: "nbproof", places: "5 2 0" }]))).toEqual([
      { kind: "text", length: 2, running: { lines: [], whole: false } },
    ]);
  });
});
