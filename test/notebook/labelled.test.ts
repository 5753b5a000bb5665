import { describe, expect, it } from "vitest";

import { labelled } from "../../src/notebook/labelled.ts";

describe("labelled()", () => {
  it.each([
    ["That is `id`.", "**No.** That is `id`."],
    ["\n  \nTwo\nlines\n", "**No.** Two\nlines"],
    ["", "**No.**"],
  ])("puts the label on the line of %j", (markdown, labelledText) => {
    expect(labelled(markdown, "**No.**")).toBe(labelledText);
  });

  it.each(["- a\n- b", "```python\nx\n```", "    indented", "> quoted", "| a |\n|---|\n| 1 |", "# Heading"])(
    "puts the label above %j",
    (markdown) => {
      expect(labelled(markdown, "**No.**")).toBe(`**No.**\n\n${markdown}`);
    },
  );
});
