import { describe, expect, it } from "vitest";

import { versionsInWords } from "../../src/notebook/versions-in-words.ts";

describe("versionsInWords()", () => {
  it.each([
    ["", ""],
    ["==3.12.*", "3.12"],
    ["==3.12.1", "3.12.1"],
    ["===3.12.1", "3.12.1"],
    [">=3.10", "3.10 or later"],
    [">=3.10,!=3.11.*,<3.14", "3.10 or later, not 3.11, before 3.14"],
    [">1.26,<=2", "later than 1.26, up to 2"],
    ["~=1.4", "compatible with 1.4"],
  ])("says %j", (versions, words) => {
    expect(versionsInWords(versions)).toBe(words);
  });
});
