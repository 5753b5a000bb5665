import { execFileSync } from "node:child_process";
import { appendFile, mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";

import { readToRun } from "../../src/commands/read-to-run.ts";
import { selectLessons } from "../../src/commands/select-lessons.ts";
import { readSettings } from "../../src/commands/validate-settings.ts";
import { recordContext } from "./context.ts";
import { folderOf } from "../spec/read-files.ts";

/** Of each lesson the files that it is made of. */
const made: Readonly<Record<string, readonly string[]>> = {
  "one/a.yaml": ["one/a.yaml", "one/shared.yaml", "one/inner.yaml", "one/course.yaml", "one/templates/title.md.njk"],
  "one/b.yaml": ["one/b.yaml", "one/data.csv", "one/course.yaml", "one/templates/title.md.njk"],
  "one/c.yaml": ["one/c.yaml", "one/black.png", "one/course.yaml", "one/templates/title.md.njk"],
  "two/d.yaml": ["two/d.yaml", "two/course.yaml"],
  "two/e.yaml": ["two/e.yaml", "two/course.yaml", "two/all.csv"],
};
const others = ["README.md", "one/unused.csv", "two/notes.txt"];

async function repository(): Promise<string> {
  const code = "steps:\n  - code: print(1)\n";
  const cwd = await realpath(
    await folderOf({
      "README.md": "x\n",
      "one/course.yaml": "title: One\nlessons: [a.yaml, b.yaml, c.yaml]\n",
      "one/templates/title.md.njk": "# {{ lesson.title }}\n",
      "one/a.yaml": "title: A\nsteps:\n  - include: shared.yaml\n",
      "one/shared.yaml": "- include: inner.yaml\n",
      "one/inner.yaml": "- code: print(1)\n",
      "one/b.yaml": `title: B\nfiles: [data.csv]\n${code}`,
      "one/data.csv": "1\n",
      "one/unused.csv": "1\n",
      "one/c.yaml": `title: C\n${code}    expect: { display: { image/png: { like: black.png } } }\n`,
      "two/course.yaml": "title: Two\nlessons: [d.yaml, e.yaml]\n",
      "two/d.yaml": `title: D\n${code}`,
      "two/e.yaml": `title: E\nfiles: [all.csv]\n${code}`,
      "two/all.csv": "1\n",
      "two/notes.txt": "1\n",
    }),
  );
  await writeFile(join(cwd, "one/black.png"), PNG.sync.write(new PNG({ width: 4, height: 4 })));
  git(cwd, "init", "-q", "-b", "main");
  commit(cwd);
  return cwd;
}

function git(cwd: string, ...args: readonly string[]): string {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...who, ...args], { cwd, encoding: "utf8" });
}

function commit(cwd: string): void {
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", "x", "--allow-empty");
}

async function changed(cwd: string, since = "main", ...paths: readonly string[]): Promise<readonly string[]> {
  const { context } = recordContext(cwd);
  const operands = paths.length > 0 ? paths : ["one", "two"];
  const settings = readSettings({ operands, switches: new Set(), values: new Map([["changed", since]]) }, context);
  const { read } = selectLessons(await readToRun(settings, context), settings, { cwd });
  return read.rendered.map(({ lesson }) => lesson.place.file);
}

describe("validate --changed", () => {
  it("runs nothing where nothing has changed", async () => {
    expect(await changed(await repository())).toEqual([]);
  });

  it("runs what thirty random edits make necessary, and nothing else", async () => {
    const cwd = await repository();
    const all = [...new Set([...Object.values(made).flat(), ...others])].filter((file) => !file.endsWith(".png"));
    const edits = fc.record({
      files: fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 3 }),
      committed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(edits, async ({ files, committed }) => {
        git(cwd, "checkout", "-q", "-B", "work", "main");
        // A comment, where the language has one; what stands in a table or a text may be anything.
        for (const file of files)
          await appendFile(join(cwd, file), file.endsWith(".njk") ? "\n{# x #}\n" : "# changed\n");
        if (committed) commit(cwd);
        const must = Object.keys(made).filter((lesson) => made[lesson]?.some((file) => files.includes(file)));
        expect((await changed(cwd)).toSorted()).toEqual(must.toSorted());
        git(cwd, "checkout", "-q", "-f", "main");
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it("compares with where the branches parted, not with what the other has since", async () => {
    const cwd = await repository();
    git(cwd, "checkout", "-q", "-b", "work");
    await appendFile(join(cwd, "two/d.yaml"), "# mine\n");
    commit(cwd);
    git(cwd, "checkout", "-q", "main");
    await appendFile(join(cwd, "one/b.yaml"), "# theirs\n");
    commit(cwd);
    git(cwd, "checkout", "-q", "work");
    expect(await changed(cwd)).toEqual(["two/d.yaml"]);
  });

  it("knows files that are new, and such as were renamed", async () => {
    const cwd = await repository();
    await writeFile(join(cwd, "two/new.yaml"), "title: N\nsteps:\n  - code: print(1)\n");
    expect(await changed(cwd, "main", "two/new.yaml", "two/d.yaml")).toEqual(["two/new.yaml"]);
    await rm(join(cwd, "two/new.yaml"));
    await mkdir(join(cwd, "two/x"));
    await rename(join(cwd, "two/d.yaml"), join(cwd, "two/x/d.yaml"));
    expect(await changed(cwd, "main", "two/x/d.yaml", "two/e.yaml")).toEqual(["two/x/d.yaml"]);
  });

  it.each([
    ["nowhere", "there is no such commit or branch here; in CI, fetch the history (fetch-depth: 0)"],
    ["-x", "needs a commit or a branch"],
  ])("says what is wrong with the reference %s", async (ref, message) => {
    await expect(changed(await repository(), ref)).rejects.toThrow(message);
  });

  it("says that the folder is in no repository", async () => {
    const cwd = await folderOf({ "a.yaml": "title: A\nsteps:\n  - code: print(1)\n" });
    await expect(changed(cwd, "main", "a.yaml")).rejects.toThrow("not a git repository");
  });
});
