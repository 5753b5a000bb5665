import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { makeVenv } from "../../scripts/make-venv.mjs";
import type { Report } from "../../src/model/report.ts";
import { findTestPython } from "../find-python.mjs";
import { codeCell, notebookFile, printed } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { runNbproof } from "./run-nbproof.ts";

const root = resolve(import.meta.dirname, "../..");

/** An environment with bash_kernel, whose kernelspec is found where the environment is active. */
async function bashEnvironment(): Promise<string> {
  const requirements = join(import.meta.dirname, "requirements", "bash.txt");
  const python = await makeVenv({ folder: join(root, ".venvs", "bash"), python: findTestPython(), requirements });
  const prefix = dirname(dirname(python));
  await promisify(execFile)(python, ["-m", "bash_kernel.install", "--prefix", prefix]);
  return prefix;
}

describe("a notebook of another language", { timeout: 120_000 }, () => {
  it("runs in the kernel that it names, and is judged as any", async () => {
    const lost = "ls: cannot access '/nowhere': No such file or directory\n";
    const cells = [
      codeCell("greeting=hello", { id: "c1" }),
      codeCell("echo $greeting; seq 2", { id: "c2", outputs: [printed("hello\n1\n2\n")] }),
      codeCell("echo other", { id: "c3", outputs: [printed("this\n")] }),
      codeCell("ls /nowhere", { id: "c4", outputs: [printed(lost)] }),
      codeCell("ls /nowhere", { id: "c5", outputs: [printed(lost)], metadata: { tags: ["raises-exception"] } }),
      codeCell("# NBVAL_SKIP\nexit", { id: "c6" }),
    ];
    const metadata = { kernelspec: { name: "bash", display_name: "Bash", language: "bash" } };
    const folder = await folderOf({ "a.ipynb": notebookFile(cells, metadata) });
    const env = { VIRTUAL_ENV: await bashEnvironment() };
    const { exitCode, stdout } = await runNbproof(["validate", "a.ipynb", "--json", "r.json"], { cwd: folder, env });
    const { lessons } = JSON.parse(await readFile(join(folder, "r.json"), "utf8")) as Report;
    const verdicts = lessons[0]?.steps.flatMap(({ results }) =>
      results.map(({ verdict, findings }) => [verdict, ...findings.map(({ code }) => code)].join(" ")),
    );
    expect(verdicts).toEqual(["passed", "passed", "failed output-differs", "failed error-raised", "passed", "skipped"]);
    expect(stdout).toContain("error-raised  The cell ended with an error: 2");
    expect(exitCode).toBe(1);
  });
});
