import { describe, expect, it } from "vitest";

import { bytesOfBase64 } from "../../src/basics/base64.ts";

describe("bytesOfBase64()", () => {
  it.each([
    { text: "", bytes: [] },
    { text: "AP+A", bytes: [0, 255, 128] },
    { text: "AP8=", bytes: [0, 255] },
    { text: "AP8", bytes: [0, 255] },
    { text: "AP\n+A\n", bytes: [0, 255, 128] },
    { text: "AP-_", bytes: [0, 255, 191] },
    { text: "AP+A*", bytes: [0, 255, 128] },
    { text: "AP+AA", bytes: [0, 255, 128] },
    { text: "AA==AP+A", bytes: [0] },
  ])("reads $text as Node does", ({ text, bytes }) => {
    expect([...bytesOfBase64(text)]).toEqual(bytes);
    expect([...Buffer.from(text, "base64")]).toEqual(bytes);
  });
});
