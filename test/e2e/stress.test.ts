import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect, it } from "vitest";

import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const LESSON = `title: S
steps:
  - code: |
      import os, time
      print(time.localtime().tm_hour == time.gmtime().tm_hour)
    expect: True
  - code: print(os.environ["COLUMNS"], "columns")
    expect: 80 columns
  - code: print(ascii(os.getcwd()) == repr(os.getcwd()))
    expect: True
  - code: print("seed", os.environ["PYTHONHASHSEED"])
    expect: seed 7
  - code: print(1)
    expect: 2
`;

it("nbproof validate --stress names what is unstable, what varied, and the hole that would fit", async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "nbproof-test-")));
  try {
    await writeFile(join(folder, "s.yaml"), LESSON);
    const kernel = dirname(dirname(await pythonEnvironment()));
    const args = ["validate", "--stress", "3", "s.yaml", "--kernel", kernel, "--hash-seed", "7"];
    const { stdout, exitCode } = await runNbproof(args, { cwd: folder });
    expect(stdout.slice(stdout.indexOf("s.yaml:3")).replaceAll(/80, \d+(?:, \d+)?/g, "80, …")).toMatchInlineSnapshot(`
      "s.yaml:3  failed in 2 of 3 runs  The output differs from what is expected
        varied  the time zone
        fits    $(True|False)  a truth value: True, False

      s.yaml:7  failed in 2 of 3 runs  The output differs from what is expected
        varied  the width of the terminal
        fits    $(int) columns  a whole number: 80, …

      s.yaml:9  failed in 2 of 3 runs  The output differs from what is expected
        varied  the working directory
        fits    $(True|False)  a truth value: True, False

      s.yaml:11  failed in 2 of 3 runs  The output differs from what is expected
        varied  the hash seed
        fits    seed $(int)  a whole number: 7, 3838393609, 1648156487

      s.yaml:13  failed in 3 of 3 runs  The output differs from what is expected
        varied  nothing: it fails always

      1 lesson in 3 runs: 5 unstable steps
      For the same again: --hash-seed 7
      "
    `);
    expect(exitCode).toBe(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
