import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { recordContext } from "./context.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-fix-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function fix(
  yaml: string,
  ...more: readonly string[]
): Promise<Record<"exitCode" | "out" | "err" | "file", unknown>> {
  await writeFile(join(folder, "lesson.yaml"), yaml);
  const { context, out, err } = recordContext(folder);
  const exitCode = await runCommandLine(["validate", "--fix", "lesson.yaml", ...more], context);
  return { exitCode, out: out(), err: err(), file: await readFile(join(folder, "lesson.yaml"), "utf8") };
}

describe("validate --fix", () => {
  it("writes what is offered, shows the difference first, and keeps a byte-order mark", async () => {
    const told = await fix("\ufefftitle: C # 2\nsteps:\n  - prose: x\n");
    expect(told).toEqual({
      exitCode: 0,
      file: '\ufefftitle: "C # 2"\nsteps:\n  - prose: x\n',
      err: "",
      out: `--- lesson.yaml
+++ lesson.yaml
@@ -1,3 +1,3 @@
-title: C # 2
+title: "C # 2"
 steps:
   - prose: x

1 place mended in 1 file
`,
    });
  });

  it("tells what is left, and ends with 2", async () => {
    const { exitCode, out, err } = await fix("title: C # 2\nstep:\n  - prose: x\n");
    expect(exitCode).toBe(2);
    expect(out).toContain("1 place mended in 1 file, 2 problems left\n");
    expect(err).toContain("`step` is no key of a lesson");
  });

  it("has nothing to do where nothing is wrong", async () => {
    const yaml = "title: C\nsteps:\n  - prose: x\n";
    expect(await fix(yaml)).toEqual({ exitCode: 0, out: "Nothing to mend\n", err: "", file: yaml });
  });

  it("leaves a notebook alone, which is no YAML", async () => {
    await writeFile(join(folder, "some.ipynb"), "{}");
    const { exitCode, err } = await fix("title: C\nsteps:\n  - prose: x\n", "some.ipynb");
    expect(exitCode).toBe(2);
    expect(err).toContain("--fix is for lessons, and some.ipynb is a notebook");
    expect(await readFile(join(folder, "some.ipynb"), "utf8")).toBe("{}");
  });

  it("runs nothing, and says so of an option that would", async () => {
    const { exitCode, err } = await fix("title: C\nsteps:\n  - prose: x\n", "--strict");
    expect(exitCode).toBe(2);
    expect(err).toContain("--fix runs nothing, and has no place for --strict");
  });

  it("writes nothing where the project's settings are wrong, which hold a run up", async () => {
    await writeFile(join(folder, "nbproof.yaml"), "timeot: 2m\n");
    const { exitCode, err, file } = await fix("title: C # 2\nsteps:\n  - prose: x\n");
    expect(exitCode).toBe(2);
    expect(err).toContain("nbproof.yaml:1:1  unknown-key");
    expect(file).toBe("title: C # 2\nsteps:\n  - prose: x\n");
  });
});
