import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { runNbproof } from "./run-nbproof.ts";
import { validated, verdictsOf } from "./validated.ts";

it("nbproof validate finds what fails in silence, and changes nothing of what a cell shows", async () => {
  const lesson = await validated(`  - code: |
      !exit 3
      !true
      files = !ls /nowhere
  - code: |
      print(_exit_code)  # => 0
  - code: "%pip --no-such-option"
    expect: { contains: "no such option: --no-such-option" }
  - code: |
      !exit 4
    allow: [command-failed]
  - code: |
      print(_exit_code)  # => 4
  - code: |
      def leave(code):
          !echo leaving; exit {code}
      leave(5)
    expect: leaving
  - code: |
      !exit 6
      1 / 0
    expect: { error: { name: ZeroDivisionError } }
  - code: print("after an error, with nothing of it")
    expect: after an error, with nothing of it
  - code: |
      %%bash
      exit 7
  - code: |
      open("failing.py", "w").write("1 / 0")
  - code: "%run failing.py"
  - code: |
      import sys, traceback
      try:
          1 / 0
      except ZeroDivisionError:
          traceback.print_exc(file=sys.stdout)
  - exercise: Set answer to one.
    starter: answer = 0
    solution: |
      !exit 8
      answer = 1
    tests: { is one: "assert answer == 1" }
`);
  expect(verdictsOf(lesson)).toEqual([
    "failed (4 command-failed, 6 command-failed)",
    "passed",
    "failed (9 command-failed)",
    "passed",
    "passed",
    "failed (18 command-failed)",
    "passed",
    "passed",
    "failed (28 error-raised)",
    "passed",
    "failed (32 error-raised)",
    "failed (34 error-printed)",
    "failed (42 command-failed)",
  ]);
});

it("nbproof validate leaves no frame of its own in a traceback, where a command raises", async () => {
  const folder = await mkdtemp(join(tmpdir(), "nbproof-silent-"));
  try {
    await writeFile(join(folder, "lesson.yaml"), 'title: Lesson\nsteps:\n  - code: "!true"\n');
    const { stdout } = await runNbproof(["validate", "lesson.yaml", "--kernel", "pyodide"], { cwd: folder });
    expect(stdout).toContain("OSError: Not available");
    expect(stdout).not.toContain("noted");
  } finally {
    await rm(folder, { recursive: true });
  }
});
