import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";

import { diagnose } from "./read-files.ts";

const cases: readonly (readonly [what: string, display: string, diagnostics: readonly unknown[]])[] = [
  ["JSON of every kind", `{ application/json: { a: [1, "2", null, true, ...], ... } }`, []],
  ["a list of displays", `[a, { text/html: { text: b, attributes: { class: c } } }, { image/png: {} }]`, []],
  [
    "an image as a text",
    `{ image/png: iVBOR }`,
    [
      "4:37-42 wrong-type: A PNG is a map, and this is a text\n  Its keys are `width`, `height`, `bytes`, `like`, `tolerance`",
    ],
  ],
  [
    "an unknown key of an image",
    `{ image/png: { widht: 3 } }`,
    ["4:39-44 unknown-key: `widht` is no key of a PNG\n  Did you mean `width`?"],
  ],
  ["a picture and how far from it", `{ image/png: { like: one.png, tolerance: 0.5% } }`, []],
  ["a picture in a list", `[{ image/png: { like: one.png } }]`, []],
  [
    "a picture that is not there",
    `{ image/png: { like: on.png } }`,
    ["4:45-51 missing-file: There is no file `on.png`\n  Did you mean `one.png`?"],
  ],
  [
    "a picture outside the pack",
    `[{ image/png: { like: ../one.png } }]`,
    ["4:46-56 outside-pack: `../one.png` lies outside the course's folder"],
  ],
  [
    "a picture that is none",
    `{ image/png: { like: text.png } }`,
    ["4:45-53 bad-value: `text.png` is no PNG that can be read\n  Name a picture that was saved as PNG"],
  ],
  [
    "a picture that ends too early",
    `{ image/png: { like: cut.png } }`,
    ["4:45-52 bad-value: `cut.png` is no PNG that can be read\n  Name a picture that was saved as PNG"],
  ],
  [
    "a tolerance without a picture",
    `{ image/png: { tolerance: 1% } }`,
    [
      "4:50-52 missing-key: `tolerance` is how far the image may be from a picture, and there is none\n  Add `like` with the picture's file, or remove it",
    ],
  ],
  [
    "a tolerance that is no share",
    `{ image/png: { like: one.png, tolerance: 0.01 } }`,
    ["4:65-69 bad-value: `0.01` is no share\n  Write a percentage: `0.5%`, `10%`"],
  ],
  [
    "a picture for another type",
    `{ image/jpeg: { like: one.png } }`,
    [expect.stringContaining("4:40-44 unknown-key: `like` is no key of an image")],
  ],
  [
    "a pattern in JSON that cannot be read",
    `{ application/json: { a: [$(itn)] } }`,
    [
      "4:50-56 bad-pattern: `$(itn)`: `itn` is not a type of hole\n  Did you mean `$(int)`? Else `$$(` stands for a literal `$(`",
    ],
  ],
  [
    "a capture in JSON that nothing binds",
    `{ application/json: { a: $(=n) } }`,
    ["4:49-54 unknown-capture: Nothing before this binds `n`\n  Bind it first, as in `$(n:int)`"],
  ],
  [
    "no mime type in a list",
    `[{ html: x }]`,
    ["4:27-31 bad-value: `html` is no mime type\n  Write `type/subtype`, such as `text/html`"],
  ],
];

const onePixel = PNG.sync.write(new PNG({ width: 1, height: 1 }));

describe("readCourses() reads under `display`", () => {
  it.each(cases)("%s", async (_what, display, diagnostics) => {
    const yaml = `title: T\nsteps:\n  - code: x\n    expect: { display: ${display} }\n`;
    expect(
      await diagnose(yaml, { "one.png": onePixel, "cut.png": onePixel.subarray(0, 50), "text.png": "text" }),
    ).toEqual(diagnostics);
  });

  it("a picture beside the file that includes names it", async () => {
    const included = "- code: x\n  expect: { updates: [{ image/png: { like: one.png } }] }\n";
    const yaml = "title: T\nsteps:\n  - include: shared/steps.yaml\n";
    expect(await diagnose(yaml, { "shared/steps.yaml": included, "shared/one.png": onePixel })).toEqual([]);
    expect(await diagnose(yaml, { "shared/steps.yaml": included, "one.png": onePixel })).toEqual([
      "shared/steps.yaml:2:44-51 missing-file: There is no file `one.png`",
    ]);
  });
});
