import { describe, expect, it } from "vitest";

import { diagnose } from "./read-files.ts";

const steps = (text: string, more = ""): string =>
  `title: T\n${more}steps:\n  - prose: |\n${text.replaceAll(/^/gm, "      ")}\n`;

describe("checkMarkup()", () => {
  it("tells which column of a table has no heading, at its place", async () => {
    expect(await diagnose(steps("Sizes\n\n| object | |\n|-|-|\n| a | 1 |"))).toEqual([
      "6:16-19 bad-markup: Column 2 of this table has no heading",
    ]);
    expect(await diagnose(steps("| object | bytes |\n|-|-|\n| a | |"))).toEqual([]);
  });

  it("tells of all texts for students", async () => {
    const quiz = `title: T\nsteps:\n  - quiz: |\n      ?\n\n      - [ ] a\n        > <img src="https://example.org/a.png">\n      - [x] b\n`;
    expect(await diagnose(quiz)).toEqual([
      "7:11-48 bad-markup: This `<img>` has no `alt`, which says what the picture shows",
    ]);
  });

  it("tells that what an <img> shows will not lie beside the notebook", async () => {
    const image = 'A <img src="img/a%20b.png?x=1" alt="A">';
    expect(await diagnose(steps(image))).toEqual([
      "4:9-46 missing-file: No file `img/a b.png` will lie beside the notebook, so that this `<img>` shows nothing\n  Write `![…](img/a b.png)`, which is embedded, or name the file under `files`",
    ]);
    const files = { "img/a b.png": new Uint8Array([1]) };
    expect(await diagnose(steps(image), files)).toHaveLength(1);
    expect(await diagnose(steps(image, 'files: ["img/a b.png"]\n'), files)).toEqual([]);
  });

  it.each(["https://example.org/a.png", "data:image/png;base64,AAAA", "//example.org/a.png", "#a"])(
    "asks for no file of ours: %s",
    async (src) => {
      expect(await diagnose(steps(`<img src="${src}" alt="">`))).toEqual([]);
    },
  );
});
