import { describe, expect, it } from "vitest";
import { matchPattern } from "../../src/pattern/match-pattern.ts";
import { findClaims } from "../../src/spec/claims.ts";
import { diagnose, readSteps } from "./read-files.ts";

const text = (value: string): Parameters<typeof findClaims>[0] => ({
  value,
  starts: value.split("\n").map((_line, index) => ({ file: "lesson.yaml", line: 10 + index, column: 7 })),
});

describe("findClaims()", () => {
  it.each([
    ["print(1)  # => 1", ["1"]],
    ["x = 1", []],
    ["# => 1\n# => 2", ["1", "2"]],
    ["f()  # => a b  (a gloss)", ["a b"]],
    ["f()  # =>    indented  gloss", ["   indented"]],
    ["f()  # =>", [""]],
    ["f()  # => ", [""]],
    ["x = [  # => 1\n]", ["1"]],
    ['print("# => no")', []],
    ['"""\n# => no\n"""', []],
    ['f"{a}  # => no"', []],
    ["# a plain comment", []],
  ])("finds the claims of %j", (code, claims) => {
    const found = findClaims(text(code));
    expect(found.claims.map((claim) => claim.text)).toEqual(claims);
    expect(found.diagnostics).toEqual([]);
  });

  it("gives the place of a claim's pattern", () => {
    const { claims } = findClaims(text("x = 1\nprint(x)  # => 1  gloss"));
    expect(claims[0]).toMatchObject({ place: { file: "lesson.yaml", line: 11, column: 22, endColumn: 23 } });
  });
});

describe("readCourses()", () => {
  it("takes a cell's claims for its whole output", async () => {
    const [step] = await readSteps("  - code: |\n      print(1)  # => $(n:int)  one\n      # => 2\n");
    expect(step).toMatchObject({
      kind: "code",
      shown: "print(1)  # => …  one\n# => 2",
      expect: {
        source: "claims",
        place: { file: "lesson.yaml", line: 4, column: 22, endColumn: 30 },
        variants: [{ parts: { shows: { text: { value: "$(n:int)\n2\n" } } } }],
      },
    });
    const starts = step?.kind === "code" ? step.expect?.variants[0]?.parts.shows?.text.starts : undefined;
    expect(starts).toEqual([
      { file: "lesson.yaml", line: 4, column: 22 },
      { file: "lesson.yaml", line: 5, column: 12 },
    ]);
  });

  it("takes an empty claim for an empty line, the last one too", async () => {
    const [step] = await readSteps("  - code: |\n      print()  # =>\n");
    const shows = step?.kind === "code" ? step.expect?.variants[0]?.parts.shows : undefined;
    expect(shows && matchPattern(shows.pattern, "\n", { captures: {} }).matched).toBe(true);
  });

  it("refuses claims and expect in one cell", async () => {
    expect(await diagnose("title: T\nsteps:\n  - code: |\n      print(1)  # => 1\n    expect: 1\n")).toEqual([
      "4:22-23 claims-and-expect: This cell has claims and `expect`, and each would be its whole output\n" +
        "  Keep one of the two",
    ]);
  });
});
