import { describe, expect, it } from "vitest";

import { readMarkers } from "../../src/ipynb/markers.ts";
import type { Output } from "../../src/model/observation.ts";
import { codeCell, findingsOf, printed, stepOf } from "./examples.ts";

const none = { mayRaise: false };

const marked = (comment: string, more = {}): ReturnType<typeof codeCell> =>
  codeCell(`# ${comment}\nprint(1)`, { outputs: [printed("1\n")], ...more });

describe("readMarkers()", () => {
  it.each([
    ["finds none in plain code", "print(1)", ["hide-input"], none],
    ["reads nbval's comments", "# NBVAL_IGNORE_OUTPUT\nprint(1)", [], { ...none, compares: false }],
    ["reads them anywhere in the cell", "print(1)\n  ## NBVAL_RAISES_EXCEPTION  ", [], { ...none, mayRaise: true }],
    ["wants them alone in their line", "print(1)  # NBVAL_SKIP\n# NBVAL_SKIP it", [], none],
    ["reads nbval's old comment", "# PYTEST_VALIDATE_IGNORE_OUTPUT", [], { ...none, compares: false }],
    ["reads nbval's tags", "", ["nbval-ignore-output", "nbval-raises-exception"], { compares: false, mayRaise: true }],
    [
      "reads Jupyter's tags",
      "",
      ["raises-exception", "skip-execution"],
      { ...none, mayRaise: true, skip: "tagged skip-execution" },
    ],
    ["says which comment skips", "# NBVAL_SKIP", [], { ...none, skip: "marked NBVAL_SKIP" }],
    ["takes a comment over a tag", "# NBVAL_CHECK_OUTPUT", ["nbval-ignore-output"], { ...none, compares: true }],
    ["takes the last of several", "# NBVAL_CHECK_OUTPUT\n# NBVAL_IGNORE_OUTPUT", [], { ...none, compares: false }],
    ["takes no word of JavaScript for a marker", "# constructor", ["toString"], none],
  ])("%s", (_, code, tags, markers) => {
    expect(readMarkers(code, tags)).toEqual(markers);
  });
});

describe("a marked cell", () => {
  const error: Output = { type: "error", name: "ValueError", message: "no", traceback: [] };
  it("may show anything under NBVAL_IGNORE_OUTPUT, and not raise", () => {
    expect(findingsOf(marked("NBVAL_IGNORE_OUTPUT"), [{ type: "stream", name: "stdout", text: "2\n" }])).toEqual([]);
    expect(findingsOf(marked("NBVAL_IGNORE_OUTPUT"), [error])).toHaveLength(1);
  });

  it("may raise where nothing saved says that it did not", () => {
    expect(findingsOf(marked("NBVAL_RAISES_EXCEPTION", { execution_count: null, outputs: [] }), [error])).toEqual([]);
    expect(findingsOf(marked("NBVAL_RAISES_EXCEPTION"), [error])).toHaveLength(1);
  });

  it("may raise under nbmake's allow_errors", () => {
    const cell = codeCell("print(1)", { execution_count: null });
    expect(stepOf(cell, { execution: { allow_errors: true } }).allows?.error).toBe(true);
    expect(stepOf(cell).allows?.error).toBe(false);
  });

  it("is skipped under NBVAL_SKIP", () => {
    expect(stepOf(marked("NBVAL_SKIP")).skip).toBe("marked NBVAL_SKIP");
  });
});
