import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { KernelSpec } from "../../../src/kernel/kernel.ts";
import { kernelCommand } from "../../../src/kernel/zmq/command.ts";

let prefix = "";

beforeEach(async () => {
  prefix = await mkdtemp(join(tmpdir(), "nbproof-test-"));
  await mkdir(join(prefix, "bin"));
  await writeFile(join(prefix, "bin/python"), "");
});

afterEach(() => rm(prefix, { recursive: true }));

function spec(fields: Partial<KernelSpec>): KernelSpec {
  const resourceDir = join(prefix, "share/jupyter/kernels/mine");
  return {
    name: "mine",
    argv: [],
    displayName: "",
    language: "",
    interruptMode: "signal",
    env: {},
    metadata: {},
    resourceDir,
    ...fields,
  };
}

describe("kernelCommand()", () => {
  it("fills in the connection file, the kernelspec's folder and its prefix, and leaves other braces", () => {
    const argv = ["run", "-f", "{connection_file}", "{resource_dir}/x", "{prefix}", "{other}", "{}"];
    expect(kernelCommand(spec({ argv }), "/run/c.json", {}).argv).toEqual([
      "run",
      "-f",
      "/run/c.json",
      `${prefix}/share/jupyter/kernels/mine/x`,
      prefix,
      "{other}",
      "{}",
    ]);
  });

  it.each([
    ["python", (): string => `${prefix}/bin/python`],
    ["python3", (): string => `${prefix}/bin/python`],
    ["python3.12", (): string => `${prefix}/bin/python`],
    ["pypy", (): string => "pypy"],
    ["/usr/bin/python", (): string => "/usr/bin/python"],
  ])("takes %s for the right program", (program, expected) => {
    expect(kernelCommand(spec({ argv: [program] }), "", {}).argv).toEqual([expected()]);
  });

  it("leaves python to PATH where the kernelspec lies in no environment", () => {
    expect(kernelCommand(spec({ argv: ["python"], resourceDir: "/home/ada/kernels/mine" }), "", {}).argv).toEqual([
      "python",
    ]);
  });

  it("adds the kernelspec's variables, substituted", () => {
    const env = { HOME: "/home/ada", KEPT: "yes" };
    const added = { A: "${HOME}/a", B: "$HOME:$ABSENT", C: "$$HOME" };
    expect(kernelCommand(spec({ argv: ["x"], env: added }), "", env).env).toEqual({
      HOME: "/home/ada",
      KEPT: "yes",
      A: "/home/ada/a",
      B: "/home/ada:$ABSENT",
      C: "$HOME",
    });
  });
});
