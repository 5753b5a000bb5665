import { describe, expect, it } from "vitest";

import { editQuotation } from "../../../src/spec/edit/edit-quotation.ts";
import { readFiles } from "../read-files.ts";

/** The steps with other lines in their first quotation; the reason where it is left alone. */
async function edit(steps: string, lines: readonly string[]): Promise<string> {
  const head = "title: T\nsteps:\n";
  const rest = "- { id: two, code: f() }\n";
  const { courses, diagnostics } = await readFiles({ "lesson.yaml": head + steps + rest }, ["lesson.yaml"]);
  expect(diagnostics).toEqual([]);
  const quotations = courses[0]?.lessons[0]?.steps.flatMap((step) => step.quotations ?? []) ?? [];
  const [first] = quotations;
  if (first === undefined) throw new Error("No quotation");
  const edited = editQuotation(head + steps + rest, first.place, lines);
  if ("reason" in edited) return `left: ${edited.reason}`;
  expect(edited.text.endsWith(rest)).toBe(true);
  return edited.text.slice(head.length, -rest.length);
}

const fence = "```";

describe("editQuotation()", () => {
  it.each<[string, string, readonly string[], string]>([
    [
      "one line, and leaves all around it",
      `- prose: |  # why\n    a  \n    ${fence}output two\n    1\n    ${fence}\n    b # c\n\n`,
      ["2"],
      `- prose: |  # why\n    a  \n    ${fence}output two\n    2\n    ${fence}\n    b # c\n\n`,
    ],
    [
      "more lines than there were, blank ones without white space",
      `- prose: |\n    ${fence}output two bits=64\n    1\n    ${fence}\n`,
      ["1", "", "  2"],
      `- prose: |\n    ${fence}output two bits=64\n    1\n\n      2\n    ${fence}\n`,
    ],
    [
      "fewer",
      `- prose: |-\n    ${fence}output two\n    1\n\n    2\n    ${fence}\n`,
      ["x: y # z"],
      `- prose: |-\n    ${fence}output two\n    x: y # z\n    ${fence}\n`,
    ],
    [
      "within a list and a quote of Markdown",
      `- prose: |\n    - > ~~~ output two\n      > 1\n      > 2\n      > ~~~\n`,
      ["3", "", "4"],
      `- prose: |\n    - > ~~~ output two\n      > 3\n      >\n      > 4\n      > ~~~\n`,
    ],
    [
      "an indented fence",
      `- prose: |\n    a\n\n      ${fence}output two\n      1\n      ${fence}\n`,
      ["2", "3"],
      `- prose: |\n    a\n\n      ${fence}output two\n      2\n      3\n      ${fence}\n`,
    ],
    [
      "with the file's line ends",
      `- prose: |\r\n    ${fence}output two\r\n    1\r\n    ${fence}\r\n`,
      ["2", "3"],
      `- prose: |\r\n    ${fence}output two\r\n    2\r\n    3\r\n    ${fence}\r\n`,
    ],
    [
      "the first of two blocks that read the same",
      `- prose: |\n    ${fence}output two\n    1\n    ${fence}\n    ${fence}output two\n    1\n    ${fence}\n`,
      ["2"],
      `- prose: |\n    ${fence}output two\n    2\n    ${fence}\n    ${fence}output two\n    1\n    ${fence}\n`,
    ],
    [
      "in folded text, where its lines are indented",
      `- prose: >\n    some\n    text\n\n      ${fence}output two\n      1\n      2\n      ${fence}\n\n    more\n    text\n`,
      ["3", "4", "5"],
      `- prose: >\n    some\n    text\n\n      ${fence}output two\n      3\n      4\n      5\n      ${fence}\n\n    more\n    text\n`,
    ],
    [
      "in folded text, between blank lines",
      `- prose: >\n    ${fence}output two\n\n    1\n\n    ${fence}\n`,
      ["2"],
      `- prose: >\n    ${fence}output two\n\n    2\n\n    ${fence}\n`,
    ],
    [
      "in double quotes",
      `- prose: "so:\\n\\n${fence}output two\\na \\"1\\" é\\n${fence}\\n"\n`,
      [String.raw`b "2" \ é`],
      `- prose: "so:\\n\\n${fence}output two\\n${String.raw`b \"2\" \\ é`}\\n${fence}\\n"\n`,
    ],
    [
      "in a hint",
      `- exercise: E\n  starter: x = 1\n  solution: x = 2\n  tests: { t: assert x == 2 }\n  hints:\n    - |\n      ${fence}output two\n      1\n      ${fence}\n`,
      ["2"],
      `- exercise: E\n  starter: x = 1\n  solution: x = 2\n  tests: { t: assert x == 2 }\n  hints:\n    - |\n      ${fence}output two\n      2\n      ${fence}\n`,
    ],
  ])("writes %s", async (_, steps, lines, text) => {
    expect(await edit(steps, lines)).toBe(text);
  });

  const left =
    "left: It is written so that it cannot be changed in place: put the text under `|`, or change it by hand";

  it.each<[string, string, readonly string[]]>([
    ["more lines in quotes", `- prose: "${fence}output two\\n1\\n${fence}\\n"\n`, ["1", "2"]],
    ["a line that would end the block", `- prose: |\n    ${fence}output two\n    1\n    ${fence}\n`, ["a", fence, "b"]],
    ["what no block can hold", `- prose: |\n    ${fence}output two\n    1\n    ${fence}\n`, ["a\u0007"]],
  ])("leaves %s", async (_, steps, lines) => {
    expect(await edit(steps, lines)).toBe(left);
  });
});
