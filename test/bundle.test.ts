import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { createContext, runInContext } from "node:vm";

import { PNG } from "pngjs";
import { rolldown } from "rolldown";
import { beforeAll, describe, expect, it } from "vitest";

import type { checkCode as CheckCode } from "../src/check/check-code.ts";
import type { Output } from "../src/model/observation.ts";
import { decodePng } from "../src/source/decode-png.ts";
import { facts, seen } from "./check/examples.ts";
import { readSteps } from "./spec/read-files.ts";

const sources = resolve(import.meta.dirname, "../src");

/** Rooms that a browser can have whole, and what it can have of `source`. */
const rooms = ["basics", "pattern", "lesson", "model", "check", "record", "report", "display"];
const files = ["source/diagnostic.ts", "source/place.ts", "source/source-file.ts", "source/text-edit.ts"];

/** A picture of two pixels. */
const black = PNG.sync.write(new PNG({ width: 2, height: 1 }));

/** All of them as one script for a browser, which sets `nbproof`: its exports by file. */
async function bundleAll(): Promise<{ readonly code: string; readonly imports: readonly string[] }> {
  const inRooms = await Promise.all(
    rooms.map(async (room) => {
      const names = await readdir(resolve(sources, room), { recursive: true });
      return names.filter((name) => name.endsWith(".ts")).map((name) => `${room}/${name}`);
    }),
  );
  const all = [...inRooms.flat(), ...files];
  const entry = [
    ...all.map((file, index) => `import * as file${index} from ${JSON.stringify(resolve(sources, file))};`),
    `export default { ${all.map((file, index) => `${JSON.stringify(file)}: file${index}`).join(", ")} };`,
  ].join("\n");
  await using bundle = await rolldown({
    input: "entry",
    platform: "browser",
    // A thread of a browser has no document: what does without one does in a page too.
    resolve: { conditionNames: ["worker", "browser", "import"] },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? id : undefined),
        load: (id) => (id === "entry" ? entry : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "iife", name: "nbproof", exports: "default", minify: true });
  return { code: output[0].code, imports: output[0].imports };
}

describe("the pure rooms in a browser's bundle", () => {
  let bundled: Awaited<ReturnType<typeof bundleAll>>;
  let checkCode: typeof CheckCode;
  beforeAll(async () => {
    bundled = await bundleAll();
    // Of what Node has besides the language, this alone, which browsers have too.
    const browser = createContext({ atob, TextDecoder, URL });
    runInContext(bundled.code, browser);
    checkCode = runInContext('nbproof["check/check-code.ts"].checkCode', browser) as typeof CheckCode;
  }, 60_000);

  it("import nothing", () => {
    expect(bundled.imports).toEqual([]);
    expect(bundled.code.match(/["'`]node:|\brequire\(/)).toBeNull();
  });

  const took12: Output = { type: "stream", name: "stdout", text: "took 12 ms\n" };
  const html: Output = { type: "display", mime: { "text/html": '<p class="a">Hi <b>you</b></p>' } };
  const image: Output = { type: "display", mime: { "image/png": black.toString("base64") } };
  it.each<{ readonly expectation: string; readonly output: Output; readonly found: readonly string[] }>([
    { expectation: "took $(int) ms", output: took12, found: [] },
    { expectation: "took $(int < 9) ms", output: took12, found: ["The output differs from what is expected"] },
    { expectation: "{ display: { text/html: Hi you } }", output: html, found: [] },
    { expectation: "{ display: { image/png: { like: black.png, bytes: $(int) } } }", output: image, found: [] },
    {
      expectation: "{ display: { image/png: { like: black.png, bytes: 0 } } }",
      output: image,
      found: ["The image/png's size in bytes differs from what is expected"],
    },
  ])("find $found against $expectation", async ({ expectation, output, found }) => {
    const [step] = await readSteps(`  - code: x\n    expect: ${expectation}\n`, { "black.png": black });
    if (step?.kind !== "code") throw new Error("No code step was read");
    const outcome = checkCode(step, seen([output]), { facts, captures: {}, decodePng });
    expect(outcome.findings.map(({ message }) => message)).toEqual(found);
  });
});
