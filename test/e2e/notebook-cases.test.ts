import { copyFile, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { describe, expect, it } from "vitest";

import type { Report } from "../../src/model/report.ts";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

const cases = resolve(import.meta.dirname, "../cases");

interface Right {
  readonly exitCode: number;
  /** Of each step, with its reason or codes. */
  readonly verdicts: readonly string[];
  /** What the report says besides. */
  readonly says?: readonly string[];
}

const passed = (cells: number): Right => ({ exitCode: 0, verdicts: Array.from({ length: cells }, () => "passed") });

/** Each notebook from the field, and what is right of it. */
const right: Readonly<Record<string, Right>> = {
  "long-line": passed(1),
  address: passed(2),
  "old-file-name": passed(1),
  "frontend-mime": passed(1),
  "table-space": passed(1),
  "no-outputs-field": passed(1),
  "nbformat-3": passed(1),
  "asks-for-input": passed(1),
  "asks-tagged": passed(2),
  "raises-tag-no-error-saved": passed(1),
  "late-task": passed(2),
  "absent-kernel": { ...passed(1), says: ["conda-env-nowhere-py, which is named, is absent"] },
  empty: { exitCode: 0, verdicts: [], says: ["Nothing is to run here: there is no code"] },
  "prose-only": { exitCode: 0, verdicts: [], says: ["Nothing is to run here: there is no code"] },
  "merge-conflict": {
    exitCode: 2,
    verdicts: [],
    says: [
      "2:1  json-syntax  An unresolved merge conflict begins",
      "6:1  json-syntax  An unresolved merge conflict ends",
    ],
  },
  "language-r": {
    exitCode: 3,
    verdicts: ["skipped needs a kernel for R, this one is for python"],
    says: ["ir, which is named, is absent"],
  },
};

async function validate(name: string, ...args: readonly string[]): Promise<{ ran: Right; out: string; file: string }> {
  const folder = await folderOf({});
  const file = join(folder, `${name}.ipynb`);
  await copyFile(join(cases, `${name}.ipynb`), file);
  const json = join(folder, "report.json");
  // As where the environment is active: its kernelspec python3 is found, and the notebook's own is looked for.
  const env = { VIRTUAL_ENV: dirname(dirname(await pythonEnvironment())) };
  const { exitCode, stdout } = await runNbproof(["validate", `${name}.ipynb`, "--json", json, ...args], {
    cwd: folder,
    env,
  });
  const report = JSON.parse(await readFile(json, "utf8")) as Report;
  const verdicts = report.lessons.flatMap(({ steps }) =>
    steps.flatMap(({ results }) =>
      results.map(({ verdict, reason, findings }) =>
        [verdict, ...(reason === undefined ? [] : [reason]), ...findings.map(({ code }) => code)].join(" "),
      ),
    ),
  );
  return { ran: { exitCode: exitCode ?? -1, verdicts }, out: stdout, file };
}

describe("nbproof validate, of a notebook from the field", () => {
  it.each(Object.entries(right))("%s", async (name, { says = [], ...expected }) => {
    const { ran, out } = await validate(name);
    expect(ran).toEqual(expected);
    for (const line of says) expect(out).toContain(line);
  });

  it("nan: the same JSON, and what the kernel itself writes about it", async () => {
    const { ran } = await validate("nan");
    expect(ran.verdicts.join()).not.toContain("output-differs");
  });

  it("incomplete-messages: told in this cell alone", async () => {
    const { ran } = await validate("incomplete-messages");
    expect(ran.verdicts[0]).toContain("error The kernel sent what no front end can show");
    expect(ran.verdicts[1]).toBe("passed");
  });

  it("nbformat-3 is not written, and the report says what upgrades it", async () => {
    const before = await readFile(join(cases, "nbformat-3.ipynb"), "utf8");
    const { out, file } = await validate("nbformat-3", "--write");
    expect(out).toContain("jupyter nbconvert --to notebook --nbformat 4 --inplace nbformat-3.ipynb");
    expect(await readFile(file, "utf8")).toBe(before);
  });
});
