import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { folderOf } from "../spec/read-files.ts";
import { recordContext } from "./context.ts";

async function doctor(
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly exitCode: number; readonly out: string }> {
  const recorded = recordContext(await folderOf(files));
  const exitCode = await runCommandLine(["doctor"], { ...recorded.context, env });
  return { exitCode, out: recorded.out() };
}

const gone = { argv: ["/nowhere/python", "-f", "{connection_file}"], display_name: "Gone", language: "python" };

describe("nbproof doctor", () => {
  it("tells what cannot be used, and what to do, and where lessons run all the same", async () => {
    const folder = await folderOf({
      "kernels/broken/kernel.json": '{ "argv": [',
      "kernels/gone/kernel.json": JSON.stringify(gone),
      // No folder can be made below a file.
      cache: "",
    });
    const { exitCode, out } = await doctor({
      PATH: "/nonexistent",
      JUPYTER_PATH: folder,
      XDG_CACHE_HOME: join(folder, "cache"),
    });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^✓ nbproof \S+, Node /);
    expect(out).toContain(
      `– Kernel gone (${folder}/kernels/gone) does not start: /nowhere/python cannot be run\n  Install that Python again, or remove the kernelspec: rm -r `,
    );
    expect(out).toContain(`– ${folder}/kernels/broken/kernel.json cannot be used: it is no JSON`);
    expect(out).toMatch(/– The cache cannot be written: .*\n {2}Make it yours to write, or set XDG_CACHE_HOME/);
    expect(out).toContain("✓ Kernel pyodide: embedded in nbproof");
    expect(out).toContain("– git is not installed\n  --changed needs it");
  });

  it("says which settings are in force, and from where", async () => {
    const none = await doctor({ PATH: "/nonexistent" });
    expect(none.out).toContain("– No settings: there is no nbproof.yaml");
    const settings = "exclude: [drafts]\nkernels: [pyodide]\njobs: 3\nreporters: [default]\n";
    const { exitCode, out } = await doctor({ PATH: "/nonexistent" }, { "nbproof.yaml": settings });
    expect(exitCode).toBe(0);
    expect(out).toContain(
      "✓ Settings in force, from nbproof.yaml: exclude, kernels (pyodide), jobs (3), reporters (default)\n",
    );
  });

  it("says that nothing runs with settings that are wrong", async () => {
    const { exitCode, out } = await doctor({ PATH: "/nonexistent" }, { "nbproof.yaml": "jobs: 3\nexclud: [a]\n" });
    expect(exitCode).toBe(3);
    expect(out).toContain(
      "✗ The settings are wrong, so nothing runs: nbproof.yaml:2:1  `exclud` is no key of the settings\n  Did you mean `exclude`?",
    );
  });
});
