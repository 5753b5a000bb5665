import { describe, expect, it } from "vitest";

import { cutLines, cutMime, cutPieces, cutText } from "../../src/run/cut-output.ts";

const ends = `${"a".repeat(10_000)}\n…\n${"z".repeat(10_000)}`;

describe("cutText()", () => {
  it("keeps both ends of a long text, and a short one whole", () => {
    expect(cutText(`${"a".repeat(15_000)}${"z".repeat(15_000)}`)).toBe(ends);
    expect(cutText("a".repeat(20_000))).toBe("a".repeat(20_000));
  });
});

describe("cutPieces()", () => {
  it("keeps both ends of what pieces make together", () => {
    expect(cutPieces(["a".repeat(4000), "a".repeat(9000), "b", "z".repeat(9000), "z".repeat(4000)]).join("")).toBe(
      ends,
    );
    expect(cutPieces(["a", "b"])).toEqual(["a", "b"]);
  });

  it("needs no string of all of them, which may be longer than one can be", () => {
    const piece = "a".repeat(300_000_000);
    expect(cutPieces([piece, piece]).join("")).toHaveLength(20_003);
  });
});

describe("cutLines()", () => {
  it("keeps the first and last lines", () => {
    const lines = Array.from({ length: 1000 }, (_, index) => String(index));
    const cut = cutLines(lines);
    expect(cut).toHaveLength(201);
    expect([cut[0], cut[99], cut[100], cut[101], cut[200]]).toEqual(["0", "99", "…", "900", "999"]);
  });

  it("keeps little of long lines, however many", () => {
    const cut = cutLines(Array.from({ length: 300 }, () => "x".repeat(10_000)));
    expect(cut.join("").length).toBeLessThan(22_000);
  });
});

describe("cutMime()", () => {
  it("keeps the ends of the text of a large bundle, and nothing of a picture", () => {
    const large = { "text/plain": `${"a".repeat(15_000)}${"z".repeat(15_000)}`, "image/png": "A".repeat(40_000) };
    expect(cutMime(large)).toEqual({ "text/plain": ends });
    expect(cutMime({ "image/png": "A".repeat(40_000) })).toEqual({ "text/plain": "…" });
    expect(cutMime({ "image/png": "A" })).toEqual({ "image/png": "A" });
  });
});
