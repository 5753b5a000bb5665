import { describe, expect, it } from "vitest";

import { acceptsAnything } from "../../src/pattern/accepts-anything.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

describe("acceptsAnything()", () => {
  it.each([
    { text: "...", line: 0 },
    { text: "$(any)", line: 0 },
    { text: "$(word)", line: 0 },
    { text: "$(string)", line: 0 },
    { text: "$(name:any)", line: 0 },
    { text: "$(word) $(word)", line: 0 },
    { text: "  $(any)  ", line: 0 },
    { text: "$(any)\n$(string)", line: 0 },
    { text: "\n...\n$(any)\n", line: 1 },
    { text: "$(/.*/)", line: 0 },
    { text: "$(/.+/)", line: 0 },
    { text: "$(/\\w+/)", line: 0 },
    { text: "$(/[^ ]+/)", line: 0 },
  ])("gives the first line that says something of $text", ({ text, line }) => {
    expect(acceptsAnything(parsePattern(text).pattern)).toBe(line);
  });

  it.each([
    "",
    "\n",
    "1",
    "...\n1",
    "$(any).",
    "<$(any)>",
    "$(any), $(any)",
    "$(any)\n$(int)",
    "$(int)",
    "$(float)",
    "$(hex)",
    "$(number)",
    "$(a:any)\n$(=a)",
    "$(a:any)\n$(any != a)",
    "$(True|False)",
    "$(/[a-z]+/)",
    "$(/[0-9]+/)",
    "$(/'.*'/)",
    "$(any)$(int)",
    "$$(any)",
  ])("gives nothing for %j", (text) => {
    expect(acceptsAnything(parsePattern(text).pattern)).toBeUndefined();
  });
});
