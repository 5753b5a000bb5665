import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

describe("a lesson with a deadline", () => {
  it("fails at it, and every report has what ran of it, and all of the other lesson", async () => {
    const folder = await folderOf({
      "course.yaml": "title: C\nlessons: [late.yaml, other.yaml]\n",
      "late.yaml":
        'title: Late\ndeadline: 2s\nsteps:\n  - code: print(1)\n    expect: "1"\n  - id: endless\n    code: |\n      while True: pass\n  - code: print(2)\n    expect: "2"\n',
      "other.yaml": 'title: Other\nsteps:\n  - code: print(3)\n    expect: "3"\n',
    });
    const reporters = "default,junit=r.xml,json=r.json,sarif=r.sarif,html=r.html,github=r.md";
    const args = ["validate", "--kernel", await pythonEnvironment(), "--reporter", reporters];
    const { exitCode, stdout } = await runNbproof(args, { cwd: folder });
    expect(exitCode).toBe(1);
    const told = "The lesson's cells did not end within 2 s, all together; the step endless was interrupted";
    expect(stdout).toContain(`✗ late.yaml:2:11  deadline-passed  ${told}`);
    expect(stdout).toContain("2 lessons, 4 steps: 2 passed, 1 failed, 1 skipped");
    const texts = await Promise.all(
      ["r.xml", "r.json", "r.sarif", "r.html", "r.md"].map(async (name) => await readFile(join(folder, name), "utf8")),
    );
    expect(texts.filter((text) => !text.includes("did not end within 2 s, all together"))).toEqual([]);
    const report: unknown = JSON.parse(texts[1] ?? "");
    expect(report).not.toHaveProperty("unfinished");
    expect(report).toMatchObject({
      exitCode: 1,
      lessons: [
        {
          runs: [{ verdict: "failed", retries: 0 }],
          steps: [
            { results: [{ verdict: "passed" }] },
            { results: [{ verdict: "failed", findings: [{ code: "deadline-passed", place: { line: 2 } }] }] },
            {
              results: [{ verdict: "skipped", reason: "it did not run: the lesson's deadline had passed" }],
            },
          ],
        },
        { runs: [{ verdict: "passed" }] },
      ],
    });
  });
});
