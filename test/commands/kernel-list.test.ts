import { describe, expect, it } from "vitest";

import { renderKernelSpecs } from "../../src/commands/kernel-list.ts";
import type { KernelSpec } from "../../src/kernel/kernel.ts";
import { plainStyle } from "../../src/report/style.ts";

function spec(name: string, displayName: string, more: Partial<KernelSpec>): KernelSpec {
  return { name, displayName, argv: [], language: "python", interruptMode: "signal", env: {}, metadata: {}, ...more };
}

const python3 = spec("python3", "Python 3 (ipykernel)", { resourceDir: "/share/jupyter/kernels/python3" });
const embedded = spec("pyodide", "Python 3.14.2 (Pyodide 314.0.7)", {
  metadata: { pyodide: { package: "pyodide", lacks: ["threads", "processes"] } },
});

describe("renderKernelSpecs()", () => {
  it("lists each by name with where it comes from and what it lacks, and which is used", () => {
    const choice = { name: "python3", why: "found" };
    const options = { style: plainStyle, choice, searchedPaths: ["/share/jupyter"] };
    expect(renderKernelSpecs([python3, embedded], options)).toMatchInlineSnapshot(`
      "pyodide  Python 3.14.2 (Pyodide 314.0.7)  npm package pyodide: without threads, processes
      python3  Python 3 (ipykernel)             /share/jupyter/kernels/python3

      Lessons run in python3 unless --kernel names another, or a path to a Python or a virtual environment
      "
    `);
  });

  it("names what cannot be used, and why", () => {
    const broken = [{ name: "r", file: "/share/jupyter/kernels/r/kernel.json", reason: "it is no JSON object" }];
    const options = { style: plainStyle, choice: undefined, searchedPaths: [], broken };
    expect(renderKernelSpecs([python3], options)).toContain(
      "Cannot be used: /share/jupyter/kernels/r/kernel.json: it is no JSON object\n",
    );
  });

  it("says where it looked when no kernel of Jupyter's is installed", () => {
    const choice = { name: "pyodide", why: "none" };
    const options = { style: plainStyle, choice, searchedPaths: ["/home/a/.local/share/jupyter"] };
    expect(renderKernelSpecs([embedded], options)).toMatchInlineSnapshot(`
      "pyodide  Python 3.14.2 (Pyodide 314.0.7)  npm package pyodide: without threads, processes

      Lessons run in pyodide unless --kernel names another, or a path to a Python or a virtual environment

      No kernel of Jupyter's is installed. Searched:
        /home/a/.local/share/jupyter/kernels
      "
    `);
  });
});
