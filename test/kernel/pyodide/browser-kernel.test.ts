import { expect, it } from "vitest";

import { readBrowserKernel } from "../../../src/kernel/pyodide/browser-kernel.ts";

it("readBrowserKernel() has what Pyodide loads, what makes a kernel of it, and names the packages in that", async () => {
  const kernel = await readBrowserKernel({ env: {}, cwd: import.meta.dirname });
  expect(kernel.python).toMatch(/^3\.\d+\.\d+$/);
  expect(Object.keys(kernel.packages)).toEqual(expect.arrayContaining(["ipython", "matplotlib-inline", "traitlets"]));
  const odd = Object.entries(kernel.packages).filter(
    ([name, version]) => !/^[a-z][a-z\d-]* \d[\w.]*$/.test(`${name} ${version}`),
  );
  expect(odd).toEqual([]);
  expect([...kernel.files.keys()]).toEqual([
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
    "python/lib/nbproof/ipython.zip",
    "python/lib/nbproof/nbproof_kernel/__init__.py",
    "python/lib/nbproof/nbproof_kernel/bake.py",
    "python/lib/nbproof/nbproof_kernel/cell_name.py",
    "python/lib/nbproof/nbproof_kernel/history.py",
    "python/lib/nbproof/nbproof_kernel/kernel.py",
    "python/lib/nbproof/nbproof_kernel/shell.py",
    "python/lib/nbproof/nbproof_kernel/streams.py",
    "python/lib/nbproof/nbproof_kernel/wire.py",
  ]);
});
