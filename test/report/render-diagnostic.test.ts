import { describe, expect, it } from "vitest";

import { renderDiagnostic } from "../../src/report/render-diagnostic.ts";
import { plainStyle } from "../../src/report/style.ts";

const source = 'title: A\nsteps:\n  - code: print({"a": 1})\n  - prose: B\n';

describe("renderDiagnostic()", () => {
  it("says what, where and what to do, and shows the line rewritten", () => {
    const text = renderDiagnostic(
      {
        code: "needs-quotes",
        place: { file: "pack/lesson.yaml", line: 3, column: 11, endColumn: 26 },
        message: "YAML took the code for a map",
        advice: "Put the code under |",
        rewritten: '- code: |\n    print({"a": 1})\n',
      },
      source,
      plainStyle,
    );
    expect(text).toMatchInlineSnapshot(`
      "pack/lesson.yaml:3:11  needs-quotes  YAML took the code for a map

          1 │ title: A
          2 │ steps:
        > 3 │   - code: print({"a": 1})
            │           ^^^^^^^^^^^^^^^
          4 │   - prose: B

        Put the code under |

        Write:
            - code: |
                print({"a": 1})"
    `);
  });

  it("does without the source of a file that cannot be read", () => {
    const place = { file: "none.yaml", line: 1, column: 1 };
    const text = renderDiagnostic(
      { code: "missing-file", place, message: "There is no such file" },
      undefined,
      plainStyle,
    );
    expect(text).toBe("none.yaml:1:1  missing-file  There is no such file");
  });

  it("shows characters of a message that a terminal would obey", () => {
    const place = { file: "a.yaml", line: 1, column: 1 };
    const text = renderDiagnostic({ code: "bad-value", place, message: "No \u001b[2J" }, undefined, plainStyle);
    expect(text).toBe("a.yaml:1:1  bad-value  No ␛[2J");
  });
});
