import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, it } from "vitest";

import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const lesson = `title: Late
steps:
  - id: awaited
    code: |
      import asyncio
      async def work(text):
          await asyncio.sleep(0.05)
          print(text)
      task = asyncio.create_task(work("late"))
    expect: late
  - id: unasked
    code: |
      other = asyncio.create_task(work("nobody expects this"))
    expect: { nothing: true }
  - id: later
    code: |
      await asyncio.sleep(0.3)
      print("second")
    expect: second
`;

const notebook = {
  cells: [
    {
      cell_type: "code",
      execution_count: 1,
      id: "c1",
      metadata: {},
      outputs: [{ name: "stdout", output_type: "stream", text: ["task 0\n", "task 1\n"] }],
      source: [
        "import asyncio\n",
        "async def work():\n",
        "    for n in range(2):\n",
        "        print('task', n)\n",
        "        await asyncio.sleep(0.05)\n",
        "task = asyncio.create_task(work())",
      ],
    },
    {
      cell_type: "code",
      execution_count: 2,
      id: "c2",
      metadata: {},
      outputs: [{ name: "stdout", output_type: "stream", text: ["done\n"] }],
      source: ["await task\n", "print('done')"],
    },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
};

it("validate judges a step by what its task put out later, on real and embedded kernels", async () => {
  const cwd = await folderOf({ "late.yaml": lesson, "task.ipynb": JSON.stringify(notebook) });
  const kernel = `${await pythonEnvironment()},pyodide`;
  const args = ["validate", "late.yaml", "task.ipynb", "--kernel", kernel, "--json", "report.json"];
  const { exitCode } = await runNbproof(args, { cwd });
  const report = JSON.parse(await readFile(join(cwd, "report.json"), "utf8")) as {
    readonly lessons: readonly {
      readonly steps: readonly { readonly results: readonly { readonly verdict: string }[] }[];
    }[];
  };
  const verdicts = report.lessons.map(({ steps }) => steps.map(({ results }) => results.map(({ verdict }) => verdict)));
  expect(verdicts).toEqual([
    [
      ["passed", "passed"],
      ["failed", "failed"],
      ["passed", "passed"],
    ],
    [
      ["passed", "passed"],
      ["passed", "passed"],
    ],
  ]);
  expect(exitCode).toBe(1);
});
