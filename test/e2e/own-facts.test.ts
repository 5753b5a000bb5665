import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, it } from "vitest";

import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const lesson = (more: string): string =>
  `title: A\n${more}steps:\n  - code: |\n      import cats\n      print(cats.NAME)  # => Ada\n`;

it("each lesson is judged by the facts of its own kernel, whatever ran before; a broken template stops its course alone", async () => {
  const cwd = await folderOf({
    "good/course.yaml": "title: Good\nlessons: [plain.yaml, cats.yaml, after.yaml]\n",
    "good/plain.yaml": "title: A\nsteps:\n  - code: |\n      print(1)  # => 1\n",
    "good/after.yaml": lesson("requires: { packages: { cats: any } }\n"),
    "bad/course.yaml": "title: Bad\nlessons: [any.yaml]\n",
    "bad/any.yaml": "title: A\nsteps:\n  - code: |\n      print(1)  # => 1\n",
    "bad/templates/title.md.njk": "{{ nothing }}",
  });
  const packages = join(cwd, "packages");
  await mkdir(join(packages, "cats-1.0.dist-info"), { recursive: true });
  await writeFile(join(packages, "cats.py"), 'NAME = "Ada"\n');
  await writeFile(
    join(packages, "cats-1.0.dist-info", "METADATA"),
    "Metadata-Version: 2.1\nName: cats\nVersion: 1.0\n",
  );
  const needs = `env: { PYTHONPATH: ${packages} }\nrequires: { packages: { cats: 1+ } }\n`;
  await writeFile(join(cwd, "good/cats.yaml"), lesson(needs));
  const kernel = await pythonEnvironment();
  const args = ["validate", "good", "bad", "--kernel", kernel, "--jobs", "1", "--json", "report.json"];
  const { exitCode, stdout } = await runNbproof(args, { cwd });
  const report = JSON.parse(await readFile(join(cwd, "report.json"), "utf8")) as {
    readonly lessons: readonly { readonly name: string; readonly runs: readonly { readonly verdict: string }[] }[];
    readonly diagnostics: readonly { readonly code: string; readonly place: object }[];
  };
  const verdicts = report.lessons.map(({ name, runs }) => [name, ...runs.map(({ verdict }) => verdict)]);
  expect(verdicts).toEqual([
    ["plain", "passed"],
    ["cats", "passed"],
    ["after", "skipped"],
  ]);
  expect(report.diagnostics).toMatchObject([
    { code: "bad-template", place: { file: "bad/templates/title.md.njk", line: 1, column: 1 } },
  ]);
  expect(stdout).toContain("needs cats, which is not installed");
  expect(exitCode).toBe(2);
});
