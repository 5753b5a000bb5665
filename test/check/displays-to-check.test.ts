import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";

import { checkCode } from "../../src/check/check-code.ts";
import type { Observation, Output } from "../../src/model/observation.ts";
import { readSteps } from "../spec/read-files.ts";
import { facts, seen, stdout } from "./examples.ts";
import { decodePng } from "../../src/source/decode-png.ts";
import type { MimeBundle } from "../../src/lesson/mime-bundle.ts";

/** A PNG of 2 × 3 pixels, as far as its header goes: 33 bytes. */
const png = Buffer.from("89504e470d0a1a0a0000000d494844520000000200000003080600000000000000", "hex").toString("base64");

const holds: readonly (readonly [what: string, expectation: string, outputs: readonly Output[]])[] = [
  ["keys in any order", `{ application/json: { a: 1, b: [x] } }`, [json({ b: ["x"], a: 1 })]],
  ["JSON as it is written", `{ application/json: {"a": [1.0, true, null, "1"]} }`, [json({ a: [1, true, null, "1"] })]],
  ["holes in JSON's texts and numbers", `{ application/json: [took $(int) ms, $(float)] }`, [json(["took 3 ms", 0.5])]],
  ["a vendor's JSON", `{ application/vnd.x.v1+json: { a: 1 } }`, [shown({ "application/vnd.x.v1+json": { a: 1 } })]],
  ["further keys where `...` allows them", `{ application/json: { a: 1, ... } }`, [json({ a: 1, b: 2 })]],
  ["items left out", `{ application/json: [1, ..., 4, ..., 6] }`, [json([1, 2, 3, 4, 5, 6])]],
  ["any value", `{ application/json: { a: ... } }`, [json({ a: [1] })]],
  ["items found by their form", `{ application/json: [..., { n: $(int) }, ...] }`, [json([{ n: "x" }, { n: 1 }, 3])]],
  ["a capture in a list", `{ application/json: ["$(n:int)", ..., "$(=n)"] }`, [json([7, 8, 7])]],
  ["HTML by what is seen", `{ text/html: Hi you }`, [html('<p class="a">Hi <b>you</b></p>')]],
  ["named attributes", `{ text/html: { attributes: { class: "a b\\nc" } } }`, [html('<p class="a b"><i class=c>')]],
  ["HTML by its source", `{ text/html: { source: <b>1</b> } }`, [html("<b>1</b>")]],
  [
    "attributes of SVG",
    `{ image/svg+xml: { text: "", attributes: { viewBox: 0 0 9 9, r: $(int) } } }`,
    [shown({ "image/svg+xml": '<svg viewBox="0 0 9 9"><circle r="4"/></svg>' })],
  ],
  ["an image of any size", `{ image/png: {} }`, [shown({ "image/png": png })]],
  ["an image's size", `{ image/png: { width: 2, height: $(int < 4), bytes: 33 } }`, [shown({ "image/png": png })]],
  ["displays in their order", `[1, { text/html: a }]`, [shown({ "text/plain": "1" }), html("a")]],
];

const refuses: readonly (readonly [what: string, expectation: string, output: Output, message: string])[] = [
  ["a key too many", `{ application/json: { a: 1 } }`, json({ a: 1, b: 2 }), "$.b is more than expected"],
  ["a missing key", `{ application/json: { a: 1 } }`, json({}), "$.a is not there"],
  ["a text for a number", `{ application/json: [1] }`, json(["1"]), '$[0] is the string "1", not a number'],
  ["a number for a text", `{ application/json: ["1"] }`, json([1]), "$[0] is the number 1, not a string"],
  ["a list for a text", `{ application/json: [x] }`, json([[1]]), "$[0] is [1] and no text or number"],
  ["an object for a list", `{ application/json: [x] }`, json({}), "$ is {} and no list"],
  ["a list for an object", `{ application/json: { a: 1 } }`, json([]), "$ is [] and no object"],
  ["an item too many", `{ application/json: [1] }`, json([1, 2]), "$[1] is more than expected: 2"],
  ["a missing item", `{ application/json: [1, 2] }`, json([1]), "$[1] is not there"],
  ["items not found", `{ application/json: [..., 9, ...] }`, json([1]), "$ has no items like these at their place"],
  [
    "another last item",
    `{ application/json: [..., 9] }`,
    json([1]),
    "The application/json at $[0] differs from what is",
  ],
  [
    "what was found by its form and then judged",
    `{ application/json: [..., $(int > 3), ...] }`,
    json([1, 5]),
    "The application/json at $[0] differs from what is expected",
  ],
  ["another text", `{ text/html: Hi }`, html("<b>Ho</b>"), "The display of type text/html differs"],
  [
    "another attribute",
    `{ text/html: { attributes: { id: a } } }`,
    html("<b id=b>"),
    "text/html's attribute `id` differs",
  ],
  ["no such attribute", `{ text/html: { attributes: { id: a } } }`, html("<b>"), "text/html's attribute `id` "],
  ["another size", `{ image/png: { width: 3 } }`, shown({ "image/png": png }), "The image/png's width differs"],
  ["another type", `{ image/gif: {} }`, shown({ "image/gif": png }), "image/gif is an image of another type: png"],
  [
    "no image at all",
    `{ image/png: {} }`,
    shown({ "image/png": "bm90IGFuIGltYWdl" }),
    "image/png is no image that can be read",
  ],
  ["no such type", `{ image/png: {} }`, html("x"), "The cell has no display of type image/png"],
  ["another count", `[1, 2]`, shown({ "text/plain": "1" }), "The cell displays once, and 2 are expected"],
  [
    "another type in its place",
    `[{ text/html: a }]`,
    shown({ "text/plain": "1" }),
    "Number 1 has no text/html, but text",
  ],
];

describe("checkCode() of displays", () => {
  it.each(holds)("accepts %s", async (_what, expectation, outputs) => {
    expect(await messages(`{ display: ${expectation} }`, seen(outputs))).toEqual([]);
  });

  it.each(refuses)("refuses %s", async (_what, expectation, output, message) => {
    expect(await messages(`{ display: ${expectation} }`, seen([output]))).toEqual([expect.stringContaining(message)]);
  });

  it("finds items of JSON as the texts are to be compared", async () => {
    const observation = seen([json(["x", 0.3333, "a  b", "y"])]);
    const display = "display: { application/json: [..., 0.33, a b, ...] }";
    expect(await messages(`{ ${display}, numbers: as-written, spaces: loose }`, observation)).toEqual([]);
    expect(await messages(`{ ${display}, numbers: as-written }`, observation)).toEqual([
      "The application/json differs: $ has no items like these at their place",
    ]);
  });

  describe("that must look like a picture", () => {
    const like = { "black.png": drawn(10, 10) };

    it.each([
      ["the same picture", black(), drawn(10, 10)],
      ["colours that look the same", black(), drawn(10, 10, { grey: 10, count: 100 })],
      ["as many pixels as may differ", black(", tolerance: 3%"), drawn(10, 10, { grey: 255, count: 3 })],
      ["the second display", `[{ text/html: x }, ${black()}]`, drawn(10, 10)],
    ])("accepts %s", async (_what, expectation, image) => {
      const outputs = [shown({ "image/png": image.toString("base64") })];
      const all = expectation.startsWith("[") ? [html("x"), ...outputs] : outputs;
      expect(await messages(`{ display: ${expectation} }`, seen(all), like)).toEqual([]);
    });

    it.each([
      [
        "a pixel that differs",
        black(),
        drawn(10, 10, { grey: 255, count: 1 }),
        "The image/png differs from `black.png` in 1 of 100 pixels (1 %), and none may differ",
      ],
      [
        "more pixels than may differ",
        black(", tolerance: 2.5%"),
        drawn(10, 10, { grey: 255, count: 3 }),
        "The image/png differs from `black.png` in 3 of 100 pixels (3 %), and 2.5 % may differ",
      ],
      [
        "another size",
        black(", tolerance: 100%"),
        drawn(10, 9),
        "The image/png is 10 × 9 pixels, and `black.png` is 10 × 10",
      ],
      [
        "an image that ends too early",
        black(),
        drawn(10, 10).subarray(0, 60),
        "The image/png is no image that can be read",
      ],
    ])("refuses %s", async (_what, expectation, image, refusal) => {
      const observation = seen([shown({ "image/png": image.toString("base64") })]);
      expect(await messages(`{ display: ${expectation} }`, observation, like)).toEqual([refusal]);
    });

    it("is a finding where nothing decodes images", async () => {
      const [step] = await readSteps(`  - code: x\n    expect: { display: ${black()} }\n`, like);
      if (step?.kind !== "code") throw new Error("No code step was read");
      const output = shown({ "image/png": drawn(10, 10).toString("base64") });
      const { findings } = checkCode(step, seen([output]), { facts, captures: {} });
      expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
        "output-differs: The image/png cannot be held against `black.png` here: nothing here decodes images",
      ]);
    });

    it("points at the picture's name", async () => {
      const [step] = await readSteps(`  - code: x\n    expect: { display: ${black()} }\n`, like);
      if (step?.kind !== "code") throw new Error("No code step was read");
      const output = shown({ "image/png": drawn(9, 10).toString("base64") });
      const { findings } = checkCode(step, seen([output]), { facts, captures: {}, decodePng });
      expect(findings.map(({ place }) => [place.line, place.column])).toEqual([[4, 45]]);
    });
  });

  it("holds each state of a display against `updates`", async () => {
    const states = ["1 %", "50 %", "done"].map((text) => ({ mime: { "text/plain": text }, displayId: "d" }));
    const observation = seen([shown({ "text/plain": "done" })], { updates: states });
    expect(await messages("{ updates: [1 %, $(int) %, { text/plain: done }] }", observation)).toEqual([]);
    expect(await messages("{ updates: [1 %, 60 %, done] }", observation)).toEqual([
      "The display of type text/plain differs from what is expected",
    ]);
    expect(await messages("{ updates: [1 %, done] }", observation)).toEqual([
      "The cell gives displays with an id 3 states, and 2 are expected",
    ]);
  });

  it("reads both streams in order of arrival", async () => {
    const outputs = [stdout("1\n"), { type: "stream", name: "stderr", text: "2\n" }, stdout("3\n")] as const;
    expect(await messages('{ streams: "1\\n2\\n3" }', seen(outputs))).toEqual([]);
    expect(await messages('{ streams: "1\\n3\\n2" }', seen(outputs))).toEqual([
      "The text on stdout and stderr differs from what is expected",
    ]);
  });
});

function black(more = ""): string {
  return `{ image/png: { like: black.png${more} } }`;
}

/** A black PNG, the first so many pixels in grey. */
function drawn(width: number, height: number, { grey = 0, count = 0 } = {}): Buffer {
  const image = new PNG({ width, height });
  image.data.forEach((_byte, at) => (image.data[at] = at % 4 === 3 ? 255 : at < 4 * count ? grey : 0));
  return PNG.sync.write(image);
}

async function messages(
  expectation: string,
  observation: Observation,
  beside: Readonly<Record<string, Uint8Array>> = {},
): Promise<readonly string[]> {
  const [step] = await readSteps(`  - code: x\n    expect: ${expectation}\n`, beside);
  if (step?.kind !== "code") throw new Error("No code step was read");
  return checkCode(step, observation, { facts, captures: {}, decodePng }).findings.map(({ message }) => message);
}

function shown(mime: MimeBundle): Output {
  return { type: "display", mime };
}

function json(value: unknown): Output {
  return shown({ "application/json": value });
}

function html(markup: string): Output {
  return shown({ "text/html": markup });
}
