import { describe, expect, it } from "vitest";

import { diagnose } from "./read-files.ts";

const cases: readonly (readonly [what: string, display: string, diagnostics: readonly string[]])[] = [
  ["JSON of every kind", `{ application/json: { a: [1, "2", null, true, ...], ... } }`, []],
  ["a list of displays", `[a, { text/html: { text: b, attributes: { class: c } } }, { image/png: {} }]`, []],
  [
    "an image as a text",
    `{ image/png: iVBOR }`,
    ["4:37-42 wrong-type: An image is a map, and this is a text\n  Its keys are `width`, `height`, `bytes`"],
  ],
  [
    "an unknown key of an image",
    `{ image/png: { widht: 3 } }`,
    ["4:39-44 unknown-key: `widht` is no key of an image\n  Did you mean `width`?"],
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

describe("readPacks() reads under `display`", () => {
  it.each(cases)("%s", async (_what, display, diagnostics) => {
    expect(await diagnose(`title: T\nsteps:\n  - code: x\n    expect: { display: ${display} }\n`)).toEqual(diagnostics);
  });
});
