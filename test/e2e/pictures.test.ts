import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

import { makeServerVenv } from "../servers/server-venv.mjs";
import { runNbproof } from "./run-nbproof.ts";

/** Draws a wave; the one in the pictures has the height 1. */
const drawWave = (height: string): string => `import math
import matplotlib.pyplot as plt
xs = [x / 10 for x in range(100)]
plt.plot(xs, [${height} * math.sin(x) for x in xs])
plt.ylim(-2, 2)
plt.show()`;

let cwd: string;
let python: string;

beforeAll(async () => {
  python = await makeServerVenv("notebooks");
  cwd = await mkdtemp(join(await realpath(tmpdir()), "nbproof-pictures-"));
  await writeFile(join(cwd, "wave.png"), await pictureOf(drawWave("1")));
}, 600_000);

afterAll(() => rm(cwd, { recursive: true, force: true }));

it("a plot looks like the picture of itself", async () => {
  expect(await validated(drawWave("1"), "like: wave.png")).toEqual(["passed"]);
});

it("a plot does not look like that of other data, but for a tolerance", async () => {
  expect(await validated(drawWave("0.7"), "like: wave.png, tolerance: 0.1%")).toEqual([
    "failed",
    expect.stringMatching(
      /^The image\/png differs from `wave.png` in \d+ of \d+ pixels \([\d.]+ %\), and 0.1 % may differ$/,
    ),
  ]);
  expect(await validated(drawWave("0.7"), "like: wave.png, tolerance: 10%")).toEqual(["passed"]);
});

it("a plot of another size looks different", async () => {
  const larger = `import matplotlib.pyplot as plt\nplt.figure(figsize=(8, 8))\n${drawWave("1")}`;
  expect(await validated(larger, "like: wave.png, tolerance: 100%")).toEqual([
    "failed",
    expect.stringMatching(/^The image\/png is \d+ × \d+ pixels, and `wave.png` is \d+ × \d+$/),
  ]);
});

/** What a notebook saves of a cell that draws. */
async function pictureOf(code: string): Promise<Buffer> {
  const cell = { cell_type: "code", id: "draw", metadata: {}, source: code, outputs: [], execution_count: null };
  const notebook = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
  await writeFile(join(cwd, "draw.ipynb"), JSON.stringify(notebook));
  await runNbproof(["validate", "--write", "--kernel", python, "draw.ipynb"], { cwd });
  const base64 = /"image\/png":\s*"([^"]+)"/.exec(await readFile(join(cwd, "draw.ipynb"), "utf8"))?.[1];
  if (base64 === undefined) throw new Error("The notebook has no picture");
  return Buffer.from(base64.replaceAll("\\n", ""), "base64");
}

/** The step's verdict, and the messages of its findings. */
async function validated(code: string, image: string): Promise<readonly string[]> {
  const lines = code.replaceAll(/^/gm, "      ");
  const expectation = `    expect: { display: { image/png: { ${image} } } }`;
  await writeFile(join(cwd, "lesson.yaml"), `title: Lesson\nsteps:\n  - code: |\n${lines}\n${expectation}\n`);
  await runNbproof(["validate", "--kernel", python, "--json", "report.json", "lesson.yaml"], { cwd });
  const report: unknown = JSON.parse(await readFile(join(cwd, "report.json"), "utf8"));
  const { lessons } = report as Report;
  return lessons.flatMap(({ steps }) =>
    steps.flatMap(({ results }) =>
      results.flatMap(({ verdict, findings }) => [verdict, ...findings.map(({ message }) => message)]),
    ),
  );
}

interface Report {
  readonly lessons: readonly {
    readonly steps: readonly {
      readonly results: readonly {
        readonly verdict: string;
        readonly findings: readonly { readonly message: string }[];
      }[];
    }[];
  }[];
}
