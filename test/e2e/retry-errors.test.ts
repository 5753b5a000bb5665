import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { type NbproofRun, runNbproof } from "./run-nbproof.ts";

let python: string;
beforeAll(async () => {
  python = await pythonEnvironment();
});

interface Retried extends NbproofRun {
  readonly run: unknown;
  /** What the kernels' starts and the lesson's cell have noted. */
  readonly noted: string;
}

/** Runs a lesson on a real kernel whose first starts fail, so many. */
async function validate(code: string, failures: number, ...args: readonly string[]): Promise<Retried> {
  const cwd = await folderOf({ "lesson.yaml": `title: T\nsteps:\n  - code: ${JSON.stringify(code)}\n` });
  const start = `echo start >> noted; [ $(wc -l < noted) -gt ${failures} ] || { echo no luck >&2; exit 7; }; exec "$0" "$@"`;
  const spec = {
    argv: [
      "sh",
      "-c",
      `cd '${cwd}'; export NOTED='${cwd}/noted'; ${start}`,
      python,
      "-m",
      "ipykernel_launcher",
      "-f",
      "{connection_file}",
    ],
    display_name: "Unlucky",
    language: "python",
  };
  const kernels = await folderOf({ "kernels/unlucky/kernel.json": JSON.stringify(spec) });
  const ran = await runNbproof(["validate", "lesson.yaml", "--kernel", "unlucky", "--json", "r.json", ...args], {
    cwd,
    env: { JUPYTER_PATH: kernels },
  });
  const report = JSON.parse(await readFile(join(cwd, "r.json"), "utf8")) as { lessons: { runs: unknown[] }[] };
  return { ...ran, run: report.lessons[0]?.runs[0], noted: await readFile(join(cwd, "noted"), "utf8") };
}

describe("validate --retry-errors", () => {
  it("runs a lesson again as often as it says, and tells what passed then as flaky, with the reasons", async () => {
    const { exitCode, stdout, run, noted } = await validate("print(1)", 2, "--retry-errors", "2");
    expect(exitCode).toBe(0);
    expect(noted).toBe("start\n".repeat(3));
    expect(run).toMatchObject({ verdict: "passed", retries: 2, retried: [expect.any(String), expect.any(String)] });
    expect(stdout).toMatch(/^lesson is flaky on unlucky: it came to its end only after 2 retries \(.+\)$/m);
    expect(stdout).toContain("exit code 7");
  });

  it("runs it no more often, and calls nothing flaky that never passed", async () => {
    const { exitCode, stdout, run, noted } = await validate("print(1)", 2);
    expect(exitCode).toBe(3);
    expect(noted).toBe("start\n".repeat(2));
    expect(run).toMatchObject({ verdict: "error", code: "kernel-start", retries: 1 });
    expect(stdout).not.toContain("flaky");
  });

  it("never runs again what the lesson is to blame for: a kernel that dies in a cell", async () => {
    const { exitCode, run, noted } = await validate(
      "import os\nos.system('echo cell >> \"$NOTED\"')\nos._exit(3)",
      0,
      "--retry-errors",
      "3",
    );
    expect(exitCode).toBe(1);
    expect(noted.split("\n").filter((line) => line === "cell")).toHaveLength(1);
    expect(run).toMatchObject({ verdict: "failed", retries: 0 });
  });
});
