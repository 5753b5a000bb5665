import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../src/source/diagnostic.ts";
import { mendFiles } from "../../../src/spec/edit/mend-files.ts";
import { readCourses } from "../../../src/spec/read-courses.ts";
import { folderOf } from "../read-files.ts";
import { slips } from "../yaml-slips.ts";

/** A file after its diagnostics' rewrites were made, again and again. */
async function mend(yaml: string): Promise<{ readonly after: string; readonly mended: number; readonly left: number }> {
  const cwd = await folderOf({ "lesson.yaml": yaml });
  const { files, mended, diagnostics } = await mendFiles(["lesson.yaml"], { cwd });
  return { after: files[0]?.after ?? yaml, mended, left: diagnostics.length };
}

async function read(yaml: string): Promise<readonly Diagnostic[]> {
  const cwd = await folderOf({ "lesson.yaml": yaml });
  return (await readCourses(["lesson.yaml"], { cwd })).diagnostics;
}

describe("mendFiles() makes of a file what is offered, and nothing else:", () => {
  it.each(slips)("%s", async (_what, yaml) => {
    const offers = (await read(yaml)).filter(({ replaces }) => replaces !== undefined);
    const { after, mended } = await mend(yaml);
    // Where one rewrite is all that is made, the other lines stay as they were.
    const [first] = offers;
    if (mended === 1 && first?.replaces !== undefined) {
      const { line, column, text } = first.replaces;
      const lines = yaml.split("\n");
      const count = text.split("\n").length;
      const lead = (lines[line - 1] ?? "").slice(0, column - 1);
      const put = `${lead}${first.rewritten?.trimEnd()}`.split("\n");
      expect(after.split("\n")).toEqual([...lines.slice(0, line - 1), ...put, ...lines.slice(line - 1 + count)]);
    }
    if (mended === 0) expect(after).toBe(yaml);
    // What was mended is not told again, and a second time there is nothing to do.
    const told = (await read(after)).map(({ code, message }) => `${code} ${message}`);
    if (mended >= offers.length)
      for (const { code, message } of offers) expect(told).not.toContain(`${code} ${message}`);
    expect(await mend(after)).toMatchObject({ after, mended: 0 });
  });

  it.each(slips)("in a file with CRLF: %s", async (_what, yaml) => {
    const crlf = yaml.replaceAll("\n", "\r\n");
    const { after } = await mend(crlf);
    expect(after.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });
});

it("mendFiles() goes on behind a slip that hid others", async () => {
  const { after, mended, left } = await mend(`title: Lists in C # part 2
objectives: [Know C # well]
steps:
  - code: print(1)  # => 1
  - code: print({"a": 1})
    expect: |
         a
      b
`);
  expect(after).toBe(`title: "Lists in C # part 2"
objectives: ["Know C # well"]
steps:
  - code: |
      print(1)  # => 1
  - code: |
      print({"a": 1})
    expect: |2
         a
      b
`);
  expect({ mended, left }).toEqual({ mended: 5, left: 0 });
});
