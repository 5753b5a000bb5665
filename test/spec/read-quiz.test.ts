import { describe, expect, it } from "vitest";
import { readSteps } from "./read-files.ts";

const quiz = `  - quiz: |
      Which is **best**?

      - not a choice
      - nor this

      Choose:

      - [ ] Threading,
        or \`threads\`
        > The GIL.
        >
        > One at a time.
      - [x] Processes
      - [X] This code

        \`\`\`python
        fork()
        \`\`\`

        > Yes,
        > it is.
    proof: assert True
`;

describe("readCourses()", () => {
  it("takes a quiz apart and keeps its Markdown as it is written", async () => {
    const [step] = await readSteps(quiz);
    expect(step).toMatchObject({
      kind: "quiz",
      question: "Which is **best**?\n\n- not a choice\n- nor this\n\nChoose:",
      proof: { value: "assert True" },
    });
    expect(step?.kind === "quiz" ? step.options : []).toEqual([
      { text: "Threading,\nor `threads`", right: false, feedback: "The GIL.\n\nOne at a time." },
      { text: "Processes", right: true },
      { text: "This code\n\n```python\nfork()\n```", right: true, feedback: "Yes,\nit is." },
    ]);
  });

  it.each([
    "`type`",
    "*It* is",
    "**x** = 1",
    "[a link](https://x.org)",
    "<b>so</b>",
    "![image](https://x.org/x.png)",
    "2",
  ])("leaves the box of a choice out of its text: %s", async (text) => {
    const [step] = await readSteps(
      `  - quiz: |\n      Which?\n      - [ ] other\n      - [x] ${text}\n        > Yes.\n`,
    );
    expect(step?.kind === "quiz" ? step.options[1] : undefined).toEqual({ text, right: true, feedback: "Yes." });
  });
});
