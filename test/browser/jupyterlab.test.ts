import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { Facts } from "../../src/model/facts.ts";
import { FACTS_CODE } from "../../src/run/kernel-code.ts";
import { runNbproof } from "../e2e/run-nbproof.ts";
import { checkSaved } from "./check-saved.ts";
import type { LabNotebook } from "./lab-notebook.ts";
import { type Lab, type LabKernel, labKernels, startLab } from "./start-lab.ts";

const root = resolve(import.meta.dirname, "../..");

/** A PNG of one pixel. */
const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const lesson = `
title: In JupyterLab
steps:
  - code: |
      import os
      first = "started" not in globals()
      started = True
      print("first:", first, "in", os.path.basename(os.getcwd()))
  - code: |
      import time
      rounds = 0
      while True:
          rounds += 1
          print("round", rounds)
          time.sleep(0.05)
    expect: { error: { name: KeyboardInterrupt } }
  - code: |
      name = input("Name? ")
      print(f"Hello, {name}")
    input: [Ada]
  - code: |
      import matplotlib.pyplot as plt
      plt.figure(figsize=(4, 2), dpi=100)
      plt.plot([1, 4, 9])
      plt.show()
  - code: |
      import base64
      from IPython.display import Image, display
      display(Image(base64.b64decode("${dot}")))
`;

/** By index among the code cells. */
const [START, LOOP, ASK, PLOT, IMAGE] = [0, 1, 2, 3, 4];
/** The embedded kernel has no matplotlib. */
const pictures: Readonly<Record<LabKernel, readonly number[]>> = { python3: [PLOT, IMAGE], pyodide: [IMAGE] };

let lab: Lab;

beforeAll(async () => {
  lab = await startLab();
  const source = join(lab.folder, "source");
  await mkdir(source);
  await writeFile(join(source, "course.yaml"), "title: Lab\nlessons: [in-lab.yaml]\n");
  await writeFile(join(source, "in-lab.yaml"), lesson);
  const built = await runNbproof(["build", "source", "--out", "built"], { cwd: lab.folder });
  expect(built).toMatchObject({ exitCode: 0, stderr: "" });
});

afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") {
    console.error(`What could be seen is in ${await lab.keepEvidence(task.name)}`);
  }
  await lab.closePages();
});

/** Waits for what is shown, since a person would. */
function shown<T>(read: () => Promise<T>): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 30_000 });
}

describe.each(labKernels)("JupyterLab at nbproof serve, with %s", (kernel) => {
  /** In a folder of its own, which must be its kernel's too. */
  async function openLesson(folder: string): Promise<LabNotebook> {
    const file = `${kernel}/${folder}/in-lab.ipynb`;
    await cp(join(lab.folder, "built/source/in-lab.ipynb"), join(lab.folder, file));
    return await lab.open(file, kernel);
  }

  it("runs all of a generated notebook, whose outputs are those that the lesson expects", async () => {
    const name = `object-internals-${kernel}.ipynb`;
    const notebook = join(lab.folder, name);
    await cp(join(root, "dist-notebooks/python-internals/solutions/object-internals.ipynb"), notebook);
    const count = (await executionCounts(notebook)).length;
    const open = await lab.open(name, kernel);
    await shown(() => open.codeCells.count()).toBe(count);
    await open.runAll();
    await shown(() => open.prompt(count - 1)).toBe(`[${count}]:`);
    // A check's source is hidden, and its prompt with it; its output is not.
    expect(await open.output(count - 2)).toMatch(/Well done: all \d+ tests pass\./);
    await shown(async () => {
      await open.save();
      return await executionCounts(notebook);
    }).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    const verdicts = await checkSaved({
      lesson: join(root, "notebooks-src/python-internals/object-internals.yaml"),
      notebook,
      facts: JSON.parse(await lab.execute(kernel, FACTS_CODE)) as Facts,
    });
    expect(verdicts.length).toBeGreaterThan(5);
    expect(verdicts).toEqual(verdicts.map(() => "passed"));
  });

  it("interrupts a loop, and goes on", async () => {
    const open = await openLesson("interrupt");
    await open.run(LOOP);
    await shown(() => open.output(LOOP)).toContain("round 3\n");
    expect(await open.prompt(LOOP)).toBe("[*]:");
    await open.interrupt();
    await shown(() => open.output(LOOP)).toContain("KeyboardInterrupt");
    await shown(() => open.prompt(LOOP)).toBe("[1]:");
    await open.run(START);
    await shown(() => open.prompt(START)).toBe("[2]:");
    await shown(() => open.output(START)).toBe("first: True in interrupt\n");
  });

  it("answers input()", async () => {
    const open = await openLesson("input");
    await open.run(ASK);
    await open.answer("Ada");
    await shown(() => open.output(ASK)).toContain("Hello, Ada\n");
    await shown(() => open.prompt(ASK)).toBe("[1]:");
  });

  it("shows pictures", async () => {
    const open = await openLesson("pictures");
    for (const [count, cell] of pictures[kernel].entries()) {
      await open.run(cell);
      await shown(() => open.prompt(cell)).toBe(`[${count + 1}]:`);
      await shown(() => open.imageWidths(cell)).toHaveLength(1);
    }
  });

  it("restarts an idle kernel and a busy one, and begins anew", async () => {
    const open = await openLesson("restart");
    await open.run(START);
    await shown(() => open.output(START)).toBe("first: True in restart\n");
    await open.run(START);
    await shown(() => open.output(START)).toBe("first: False in restart\n");
    await open.restart();
    await open.run(START);
    await shown(() => open.output(START)).toBe("first: True in restart\n");
    await shown(() => open.prompt(START)).toBe("[1]:");

    await open.run(START);
    await shown(() => open.output(START)).toBe("first: False in restart\n");
    await open.run(LOOP);
    await shown(() => open.output(LOOP)).toContain("round 3\n");
    await open.restart();
    await open.run(START);
    await shown(() => open.output(START)).toBe("first: True in restart\n");
    await shown(() => open.prompt(START)).toBe("[1]:");
    await shown(() => open.prompt(LOOP)).toBe("[ ]:");
  });
});

async function executionCounts(file: string): Promise<readonly (number | null)[]> {
  const notebook = JSON.parse(await readFile(file, "utf8")) as {
    cells: readonly { cell_type: string; execution_count: number | null }[];
  };
  return notebook.cells.filter((cell) => cell.cell_type === "code").map((cell) => cell.execution_count);
}
