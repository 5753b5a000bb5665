import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import manifest from "../../package.json" with { type: "json" };
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const good = "title: A\nsteps:\n  - code: |\n      print(1)  # => 1\n";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-cli-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("nbproof", () => {
  it("--version prints the version of the package", async () => {
    expect(await runNbproof(["--version"], { cwd: folder })).toEqual({
      exitCode: 0,
      stdout: `${manifest.version}\n`,
      stderr: "",
    });
  });

  it("keeps its exit code when nobody reads its output any more", async () => {
    const result = await runNbproof(["--help"], { cwd: folder, meanwhile: (child) => void child.stdout?.destroy() });
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("reports what nobody caught as a bug, exit code 70, never as a wrong lesson", async () => {
    // Throws in a turn of its own, as soon as there is somebody to notice.
    const hook = `process.on("newListener", (name) => name === "uncaughtException" && setImmediate(() => { throw new Error("boom"); }))`;
    const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hook)}` };
    const { exitCode, stderr } = await runNbproof(["kernels"], { cwd: folder, env });
    expect(stderr).toContain("nbproof: This is a bug in nbproof, not in your lessons");
    expect(stderr).toContain("Error: boom\n    at ");
    expect(exitCode).toBe(70);
  });

  it("writes what init, build and validate promise", async () => {
    const kernel = await pythonEnvironment();
    expect(await runNbproof(["init"], { cwd: folder })).toMatchObject({ exitCode: 0 });
    expect(await runNbproof(["build"], { cwd: folder })).toMatchObject({ exitCode: 0 });
    expect(await runNbproof(["build", "--check"], { cwd: folder })).toMatchObject({ exitCode: 0 });
    const args = ["validate", "--kernel", kernel, "--hash-seed", "7", "--json", "report.json"];
    const { exitCode, stdout, stderr } = await runNbproof(args, { cwd: folder });
    expect(stdout).toContain("1 lesson, 4 steps: 4 passed in ");
    expect(stdout).toContain("--hash-seed 7\n");
    expect(stderr).toMatch(/^✓ first-lesson {2}\d[^\n]*s\n$/);
    expect(exitCode).toBe(0);
    expect(JSON.parse(await readFile(join(folder, "report.json"), "utf8"))).toMatchObject({
      version: 1,
      kernels: [{ name: kernel, chosen: "asked for", facts: { implementation: "cpython" } }],
      lessons: [{ name: "first-lesson", runs: [{ verdict: "passed" }] }],
      hashSeed: 7,
      exitCode: 0,
    });
    expect((await readdir(folder)).toSorted()).toEqual(["dist-notebooks", "notebooks-src", "report.json"]);
  });

  it("runs up to a line and shows what that step prints", async () => {
    await writeFile(
      join(folder, "a.yaml"),
      "title: A\nsteps:\n  - code: x = 41\n  - code: print(x + 1)\n  - code: 1 / 0\n",
    );
    const { exitCode, stdout } = await runNbproof(["validate", "a.yaml:4", "--kernel", await pythonEnvironment()], {
      cwd: folder,
    });
    expect(stdout).toMatch(/^a\.yaml:4 showed on .*:\n {2}│ 42$/m);
    expect(exitCode).toBe(0);
  });

  it("reports a bad file and runs the others, exit code 2", async () => {
    await writeFile(join(folder, "bad.yaml"), "title: A\nstepz: []\n");
    await writeFile(join(folder, "good.yaml"), good);
    const { exitCode, stdout } = await runNbproof(["validate", ".", "--kernel", await pythonEnvironment()], {
      cwd: folder,
    });
    expect(stdout).toContain("bad.yaml:2:1  unknown-key  ");
    expect(stdout).toMatch(/^✓ good {2}1 step {2}/m);
    expect(exitCode).toBe(2);
  });

  it("reports a bad file even where there is no kernel for the others", async () => {
    await writeFile(join(folder, "bad.yaml"), "title: A\nstepz: []\n");
    await writeFile(join(folder, "good.yaml"), good);
    const { exitCode, stdout, stderr } = await runNbproof(["validate", ".", "--kernel", "no-such-kernel"], {
      cwd: folder,
    });
    expect(stdout).toContain("bad.yaml:2:1  unknown-key  ");
    expect(stderr).toContain("nbproof: No kernel named no-such-kernel");
    expect(exitCode).toBe(2);
  });

  it("says that a kernel is not there, exit code 3", async () => {
    await writeFile(join(folder, "good.yaml"), good);
    const { exitCode, stdout, stderr } = await runNbproof(["validate", "good.yaml", "--kernel", "./nowhere"], {
      cwd: folder,
    });
    expect(stderr).toContain("nbproof: Neither a Python nor a virtual environment is at ./nowhere: use one of");
    expect(stdout).toBe("");
    expect(exitCode).toBe(3);
  });

  it("refuses a report's path that cannot be written before anything runs", async () => {
    const { exitCode, stderr } = await runNbproof(["validate", "--json", "no/such/folder/r.json"], { cwd: folder });
    expect(stderr).toContain("nbproof: There is no folder no/such/folder for --json\n");
    expect(exitCode).toBe(2);
  });
});

/** Where the endless lesson's kernel says which process it is. */
const marker = (): string => join(folder, "marker");

describe("nbproof validate", () => {
  const hint = "Stopping; Ctrl+C again stops at once\n";

  it.each([
    { title: "ends its kernel on Ctrl+C", signals: ["SIGINT"], exitCode: 130, stderr: hint },
    { title: "does not wait on a second Ctrl+C", signals: ["SIGINT", "SIGINT"], exitCode: 130, stderr: hint },
    { title: "ends its kernel on SIGTERM", signals: ["SIGTERM"], exitCode: 143, stderr: "" },
  ] as const)("$title", async ({ signals, exitCode, stderr }) => {
    await writeEndless();
    const result = await runNbproof(["validate", "endless.yaml", "--kernel", await pythonEnvironment()], {
      cwd: folder,
      async meanwhile(child) {
        await until(() => existsSync(marker()));
        for (const signal of signals) {
          child.kill(signal);
          await delay(100);
        }
      },
    });
    const told = "Stopped: 0 of 1 lesson had finished, and nothing is known of the others\n";
    // Whoever asks twice waits for nothing.
    const stdout =
      signals.length === 1 ? (expect.stringMatching(new RegExp(`^Kernel .*\\n\\n${told}$`)) as string) : "";
    expect(result).toEqual({ exitCode, stdout, stderr });
    const pid = Number(await readFile(marker(), "utf8"));
    await until(() => !isRunning(pid));
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A lesson that says which process its kernel is and then does not end. */
async function writeEndless(): Promise<void> {
  const code = [
    "import os, pathlib, signal, time",
    "signal.signal(signal.SIGINT, signal.SIG_IGN)",
    `pathlib.Path(${JSON.stringify(`${marker()}.new`)}).write_text(str(os.getpid()))`,
    `os.rename(${JSON.stringify(`${marker()}.new`)}, ${JSON.stringify(marker())})`,
    "time.sleep(600)",
  ];
  await writeFile(
    join(folder, "endless.yaml"),
    `title: A\nsteps:\n  - code: |\n${code.map((line) => `      ${line}\n`).join("")}`,
  );
}
