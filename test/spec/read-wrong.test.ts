import { describe, expect, it } from "vitest";

import { readFiles, showDiagnostic } from "./read-files.ts";

async function read(mistake: string): Promise<{ readonly wrong: unknown; readonly diagnostics: readonly string[] }> {
  const { courses, diagnostics } = await readFiles({
    "course.yaml": "title: Course\nlessons: [lesson.yaml]\n",
    "lesson.yaml": `title: Lesson
steps:
  - exercise: Add.
    starter: pass
    solution: a = 1
    tests:
      is one: assert a == 1
    wrong:
      two:${mistake}
`,
  });
  const [step] = courses[0]?.lessons[0]?.steps ?? [];
  const wrong = step?.kind === "exercise" ? step.wrong.map(({ code, refusal }) => [code.value, refusal]) : undefined;
  return { wrong, diagnostics: diagnostics.map(showDiagnostic) };
}

describe("readWrong()", () => {
  it.each([
    [" a = 2", [["a = 2", undefined]]],
    ["\n        code: a = 2", [["a = 2", undefined]]],
    ["\n        code: a = 2\n        fails: is one", [["a = 2", { kind: "fails", test: "is one" }]]],
    ["\n        code: b\n        raises: NameError", [["b", { kind: "raises", error: "NameError" }]]],
    ["\n        code: pass\n        loops: yes", [["pass", { kind: "loops" }]]],
  ])("reads a mistake%j", async (mistake, wrong) => {
    expect(await read(mistake)).toEqual({ wrong, diagnostics: [] });
  });

  it.each([
    ["\n        code: a = 2\n        fails: is on", ['11:16 bad-value: The exercise has no test "is on"']],
    [
      "\n        code: a = 2\n        fails: is one\n        loops: yes",
      ["10:9 bad-value: A mistake fails in one way: by a test, with an exception, or without an end"],
    ],
  ])("refuses a mistake%j", async (mistake, expected) => {
    const { diagnostics } = await read(mistake);
    expect(diagnostics.map((each) => each.split("\n")[0])).toEqual(expected);
  });
});
