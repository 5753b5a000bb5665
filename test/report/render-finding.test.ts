import { describe, expect, it } from "vitest";

import type { Finding } from "../../src/model/finding.ts";
import { renderFinding } from "../../src/report/render-finding.ts";
import { plainStyle } from "../../src/report/style.ts";
import { finding } from "./sample-report.ts";

const render = (parts: Partial<Finding>): string => `\n${renderFinding(finding(5, parts), undefined, plainStyle)}\n`;

function longLines(before: number): NonNullable<Finding["difference"]> {
  return { expected: `${"x".repeat(before)}yes`, actual: `${"x".repeat(before)}no and more` };
}

describe("renderFinding()", () => {
  it("marks the first character that differs", () => {
    const difference = { expected: "collected 3 objects", actual: "collected 12 objects" };
    expect(render({ difference })).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

        expected │ collected 3 objects
        actual   │ collected 12 objects
                 │           ^
      "
    `);
  });

  it("says why a hole refused", () => {
    const difference = { expected: "took $(s:float < 2) s", actual: "took 2.5 s", why: "2.5 is not below 2" };
    expect(render({ difference })).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

        expected │ took $(s:float < 2) s
        actual   │ took 2.5 s
        why      │ 2.5 is not below 2
      "
    `);
  });

  it("shows a line that is missing and one that is too many", () => {
    expect(render({ difference: { expected: "3" } })).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

        expected │ 3
        actual     nothing here
      "
    `);
    expect(render({ difference: { actual: "4" }, shown: "1\n4\n" })).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

        expected   nothing here
        actual   │ 4

        output   │ 1
                 │ 4
      "
    `);
  });

  it("makes white space visible where it alone differs", () => {
    const difference = { expected: "a  b", actual: "a\u00a0\tb" };
    expect(render({ difference })).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

        expected │ a  b
        actual   │ a\\u00a0⇥b
                 │  ^
      "
    `);
  });

  it("cuts long lines around the difference", () => {
    const difference = { expected: `${"x".repeat(500)}1`, actual: `${"x".repeat(500)}2` };
    expect(render({ difference })).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

        expected │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1
        actual   │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx2
                 │                                                                                                          ^
      "
    `);
  });

  it("shows of a line of megabytes what it shows of a long one", () => {
    expect(render({ difference: longLines(2_000_000) })).toBe(render({ difference: longLines(4000) }));
  });

  it("shows the head and the tail of a long output", () => {
    const shown = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`).join("\n");
    expect(render({ shown })).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

        output   │ line 1
                 │ line 2
                 │ line 3
                 │ line 4
                 │ line 5
                 │ line 6
                 │ … 88 lines more …
                 │ line 95
                 │ line 96
                 │ line 97
                 │ line 98
                 │ line 99
                 │ line 100
      "
    `);
  });

  it("leaves out an output that says no more than the difference", () => {
    const difference = { expected: "3", actual: "2" };
    expect(render({ difference, shown: "2\n" })).not.toContain("output ");
  });

  it("shows the traceback and what to do", () => {
    const traceback = "Cell In[3], line 2\n----> 2 1 / 0\nZeroDivisionError: division by zero";
    expect(render({ traceback, advice: "Mend the code" })).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:11  output-differs  The output's second line is not what the claim says

        raised   │ Cell In[3], line 2
                 │ ----> 2 1 / 0
                 │ ZeroDivisionError: division by zero

        Mend the code
      "
    `);
  });

  it("leaves out a traceback that is empty, as that of IPython's own UsageError", () => {
    expect(render({ traceback: "" })).not.toContain("raised");
  });
});
