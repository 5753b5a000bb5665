import { describe, expect, it } from "vitest";

import { renderKernelSpecs, renderNoKernelSpecs } from "../../src/commands/kernel-list.ts";
import type { KernelSpec } from "../../src/kernel/kernel.ts";
import { plainStyle } from "../../src/report/style.ts";

function spec(name: string, displayName: string): KernelSpec {
  return {
    name,
    displayName,
    argv: ["python"],
    language: "python",
    interruptMode: "signal",
    env: {},
    metadata: {},
    resourceDir: `/share/jupyter/kernels/${name}`,
  };
}

describe("renderKernelSpecs()", () => {
  it("lists each by name with its folder, and which is used", () => {
    const specs = [spec("python3", "Python 3 (ipykernel)"), spec("ir", "R")];
    expect(renderKernelSpecs(specs, plainStyle)).toMatchInlineSnapshot(`
      "ir       R                     /share/jupyter/kernels/ir
      python3  Python 3 (ipykernel)  /share/jupyter/kernels/python3

      Lessons run in python3 unless --kernel names another, or a path to a Python or a virtual environment
      "
    `);
  });

  it("says that none is used unless named", () => {
    expect(renderKernelSpecs([spec("ir", "R")], plainStyle)).toContain(
      "None is called python3: name one with --kernel",
    );
  });
});

describe("renderNoKernelSpecs()", () => {
  it("says where it was looked and how to come by a kernel", () => {
    expect(renderNoKernelSpecs(["/home/a/.local/share/jupyter", "/usr/share/jupyter"], plainStyle))
      .toMatchInlineSnapshot(`
      "No Jupyter kernel is installed

      Searched:
        /home/a/.local/share/jupyter/kernels
        /usr/share/jupyter/kernels

      Make one here, and name it:
        python3 -m venv .venv && .venv/bin/python -m pip install ipykernel
        nbproof validate --kernel ./.venv
      "
    `);
  });
});
