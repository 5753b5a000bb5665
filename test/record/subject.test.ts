import { describe, expect, it } from "vitest";
import { packagesUsed } from "../../src/record/packages-used.ts";
import { subjectsOf } from "../../src/record/subject.ts";
import { readSteps } from "../spec/read-files.ts";

const codeOf = (value: string): { readonly code: { readonly value: string; readonly starts: readonly [] } } => ({
  code: { value, starts: [] },
});

describe("subjectsOf()", () => {
  it.each([
    ["an error number", "open(path)", ["[Errno 2] No such file: 'x'", "[Errno 44] No such file: 'x'"], ["platform"]],
    ["a version of Python", "f()", ["Python 3.12", "Python 3.14"], ["python"]],
    ["sizes", "import sys\nsys.getsizeof([])", ["56", "28"], ["bits"]],
    ["what it shows before what it does", "import sys\nsys.getsizeof(x)", ["3.12 56", "3.14 28"], ["python", "bits"]],
    ["lines that are the same say nothing", "f()", ["on linux\n1", "on linux\n2"], []],
    ["nothing that it says", "f()", ["1", "2"], []],
  ])("%s", (_, code, texts, subjects) => {
    expect(subjectsOf(codeOf(code), texts)).toEqual(subjects);
  });
});

it("packagesUsed() names distributions, the last imported first", async () => {
  const steps = await readSteps(`  - code: |
      import numpy as np, os
      from sklearn.linear_model import X
  - prose: import nothing
  - code: |
      if True:
          import my_module.part
      # import that
      x = "import this"
`);
  expect(packagesUsed(steps)).toEqual(["my-module", "scikit-learn", "numpy"]);
});
