import { once } from "node:events";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { describe, expect, it } from "vitest";

import { codeCell, notebookFile, printed } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

async function until(file: string): Promise<void> {
  for (;;) {
    const there = await access(file).then(
      () => true,
      () => false,
    );
    if (there) return;
    await setTimeout(50);
  }
}

const begun = "import pathlib; pathlib.Path('begun').touch()\n";

describe("nbproof validate, stopped", () => {
  it.each<[NodeJS.Signals, number, string, string]>([
    ["SIGTERM", 143, "in a cell that computes", "while True: pass"],
    ["SIGINT", 130, "in a cell that computes", "while True: pass"],
    [
      "SIGTERM",
      143,
      "in a cell that no interrupt ends",
      "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    ],
  ])("by %s gives %i %s, and tells what had finished", async (signal, code, _, loop) => {
    const folder = await folderOf({
      "a.ipynb": notebookFile([codeCell("print(1)", { outputs: [printed("2\n")] })]),
      "b.ipynb": notebookFile([codeCell(begun + loop)]),
    });
    const args = ["validate", "a.ipynb", "b.ipynb", "--jobs", "1", "--kernel", await pythonEnvironment()];
    args.push("--reporter", "default,json=r.json,junit=r.xml");
    const { exitCode, stdout } = await runNbproof(args, {
      cwd: folder,
      meanwhile: async (child) => {
        await until(join(folder, "begun"));
        child.kill(signal);
        await once(child, "close");
      },
    });
    expect(exitCode).toBe(code);
    expect(stdout).toContain("a.ipynb:cell 1 (a1) output:1:1  output-differs");
    expect(stdout).toContain("Stopped: 1 of 2 lessons had finished, and nothing is known of the others");
    expect(stdout).not.toContain("b.ipynb");
    const report: unknown = JSON.parse(await readFile(join(folder, "r.json"), "utf8"));
    expect(report).toMatchObject({
      unfinished: { why: "stopped", finished: 1, due: 2 },
      lessons: [{ file: "a.ipynb", runs: [{ verdict: "failed" }] }],
    });
    expect(await readFile(join(folder, "r.xml"), "utf8")).toMatch(/tests="1" failures="1"[^]*<\/testsuites>\n$/);
  });

  it("ends by a signal that came before it read anything", async () => {
    // In place of chance: the signal comes as soon as the command listens, and before it can hear.
    const early = `const on = process.on.bind(process);
process.on = (name, listener) => {
  on(name, listener);
  if (name === "SIGTERM") process.kill(process.pid, name);
  return process;
};`;
    const folder = await folderOf({ "a.ipynb": notebookFile([codeCell(begun)]), "early.mjs": early });
    let signal: NodeJS.Signals | null = null;
    const { exitCode, stdout } = await runNbproof(["validate", "a.ipynb"], {
      cwd: folder,
      meanwhile: (child) => void child.on("exit", (_, by) => (signal = by)),
      env: { NODE_OPTIONS: `--import=${pathToFileURL(join(folder, "early.mjs")).href}` },
    });
    expect({ exitCode, signal, stdout }).toEqual({ exitCode: null, signal: "SIGTERM", stdout: "" });
    await expect(access(join(folder, "begun"))).rejects.toThrow("ENOENT");
  });
});
