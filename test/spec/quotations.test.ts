import { describe, expect, it } from "vitest";

import type { Quotation } from "../../src/lesson/quotation.ts";
import { diagnose, readSteps } from "./read-files.ts";

/** A lesson whose second step `two` is quoted by the first, prose; the prose begins in line 4, column 7. */
function steps(prose: string): string {
  const lines = prose.split("\n").map((line) => (line === "" ? "" : `      ${line}`));
  return `  - prose: |\n${lines.join("\n")}\n  - id: two\n    code: print(2)\n    expect: $(n:int)\n  - quiz: |\n      Q?\n      - [x] a\n      - [ ] b\n    id: ask\n`;
}

async function read(prose: string): Promise<{ shown: string; quotations: readonly Quotation[] }> {
  const [step] = await readSteps(steps(prose));
  if (step?.kind !== "prose") throw new Error("No prose");
  return { shown: step.markdown.value, quotations: step.quotations ?? [] };
}

async function wrongWith(prose: string): Promise<readonly string[]> {
  return await diagnose(`title: T\nsteps:\n${steps(prose)}`);
}

function block(indent: string): string {
  return `${indent}\`\`\`output two\n${indent}$(int)\n${indent}\`\`\`\n`;
}

describe("readQuotations()", () => {
  it.each([
    ["```output two\n2\n```", "```output\n2\n```"],
    ["~~~~  output two python=3.12+\n2\n~~~~", "~~~~  output\n2\n~~~~"],
    ["a\n\n```output two\n$(int) $$(x) $(=n)\n...\n```\nb", "a\n\n```output\n… $(x) …\n...\n```\nb"],
    ["- x\n\n  ```output two\n    $(int)\n\n  a\n  ```", "- x\n\n  ```output\n    …\n\n  a\n  ```"],
    ["> ```output two\n> $(int)\n>\n> a\n> ```", "> ```output\n> …\n>\n> a\n> ```"],
  ])("shows students %j as %j", async (written, shown) => {
    const markdown = await read(written);
    expect(markdown.shown).toBe(shown);
    expect(markdown.quotations).toHaveLength(1);
  });

  it.each([
    "```python\n$(int)\n```",
    "```\noutput two\n```",
    "`output two`",
    "a\n\n    ```output two\n    $(int)\n    ```",
    "<!--\n```output two\n$(int)\n```\n-->",
    "````text\n```output two\n```\n````",
    "```outputs two\n$(int)\n```",
  ])("leaves %j as it is", async (prose) => {
    expect(await read(prose)).toEqual({ shown: prose, quotations: [] });
  });

  it("gives the step, the conditions, the pattern and the place of each line", async () => {
    const { quotations } = await read(
      "1. a\n\n   ```output two python=>=3.12,<3.14 bits=64 packages.Num_Py=any\n     $(int)\n\n   b\n   ```\n",
    );
    expect(quotations).toMatchObject([
      {
        step: "two",
        place: { line: 6, column: 20, endColumn: 23 },
        when: { python: ">=3.12,<3.14", bits: 64, packages: { "num-py": "" } },
        expected: {
          text: {
            value: "  $(int)\n\nb",
            starts: [
              { line: 7, column: 10 },
              { line: 8, column: 1 },
              { line: 9, column: 10 },
            ],
          },
        },
      },
    ]);
  });

  it("reads those of a quiz and of an exercise with its hints", async () => {
    const [, quiz, exercise] = await readSteps(
      `  - id: two\n    code: print(2)\n    expect: $(int)\n  - quiz: |\n      Why?\n${block("      ")}\n      - [x] a\n      - [ ] b\n  - exercise: |\n      Do it\n\n${block("      ")}    starter: pass\n    hints:\n      - |\n        So\n\n${block("        ")}    solution: a = 1\n    tests: { t: assert a }\n`,
    );
    expect(quiz?.quotations).toMatchObject([{ step: "two", place: { line: 8 } }]);
    expect(quiz).toMatchObject({ question: "Why?\n```output\n…\n```" });
    expect(exercise?.quotations).toHaveLength(2);
    expect(exercise).toMatchObject({
      task: { value: "Do it\n\n```output\n…\n```" },
      hints: ["So\n\n```output\n…\n```"],
    });
  });

  it.each([
    ["```output\n2\n```", "4:10-16 bad-quotation: This output names no step that shows it"],
    ["```output two\n\n```", "4:17-20 bad-quotation: This quotes nothing"],
    ["```output tow\n2\n```", "4:17-20 bad-quotation: No step of this lesson has the id `tow`\n  Did you mean `two`?"],
    [
      "```output another-lesson\n2\n```",
      "4:17-31 bad-quotation: No step of this lesson has the id `another-lesson`\n  Give the step this `id`; a step of another lesson cannot be quoted",
    ],
    ["```output ask\n2\n```", "4:17-20 bad-quotation: `ask` is a quiz, whose output cannot be quoted"],
    ["```output two\na $(foo)\n```", "5:9-15 bad-pattern: `$(foo)`: `foo` is not a type of hole"],
    [
      "```output two\n$(=m)\n```",
      "5:7-12 unknown-capture: Nothing before this binds `m`\n  Bind it first, as in `$(m:int)`",
    ],
    ["```output two pyton=3.12\n2\n```", "4:21-26 unknown-key: `pyton` is no key of a set of requirements"],
    ["```output two python=new\n2\n```", "4:28-31 bad-version: `new` is no Python version"],
    ["```output two gil\n2\n```", "4:24 empty-value: `gil` has nothing in it"],
    ["```output two gil=no gil=yes\n2\n```", "4:28-31 duplicate-key: `gil` stands here twice"],
    [
      "```output two python=>3.12,<3.12\n2\n```",
      "4:17-20 bad-quotation: This quotation is for no kernel at all: its conditions exclude each other",
    ],
  ])("reports what is wrong with %j", async (prose, problem) => {
    const [first = ""] = await wrongWith(prose);
    expect(first).toContain(problem);
  });

  it("reports a quotation for kernels on which its step never runs", async () => {
    const problems = await diagnose(
      "title: T\nrequires: { python: 3.12+ }\nsteps:\n  - prose: |\n      ```output two python=3.11\n      2\n      ```\n  - id: two\n    code: print(2)\n",
    );
    expect(problems.join("\n")).toContain("5:17-20 bad-quotation: `two` never runs where this quotation is for");
  });

  it("lets a quotation use what is captured by the end of its step, and bind nothing for others", async () => {
    expect(await wrongWith("```output two\n$(=n) $(m:int) $(=m)\n```")).toEqual([]);
    const problems = await diagnose(
      "title: T\nsteps:\n  - id: two\n    code: print(2)\n  - prose: |\n      ```output two\n      $(m:int)\n      ```\n  - code: print(2)\n    expect: $(=m)\n",
    );
    expect(problems.join("\n")).toContain("10:13-18 unknown-capture");
  });

  it("says nothing of the quotations of a step that is not in order itself", async () => {
    const problems = await diagnose(
      "title: T\nsteps:\n  - prose: |\n      ```output two\n      2\n      ```\n  - id: two\n    code: [a]\n",
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("needs-quotes");
  });
});
