import { array, assert, constantFrom, nat, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/source/diagnostic.ts";
import { checkValue } from "../../src/spec/check-value.ts";
import { lessonShape } from "../../src/spec/lesson-keys.ts";
import { parseYaml } from "../../src/spec/parse-yaml.ts";
import { sourceFile } from "../../src/source/source-file.ts";
import { specFile } from "../../src/spec/spec-file.ts";

const lesson = `title: T
requires: { python: 3.10+, packages: { numpy: any } }
steps:
  - prose: |
      Some *text*.

  - id: one
    code: |
      print("x")  # => $(word)
    input: [Ada]
  - code: 'it''s' # =>
    expect:
      - { when: { bits: 64 }, shows: "a\\nb" }
      - nothing: yes
`;

const pieces = constantFrom(
  "\t",
  "\n",
  "\r\n",
  ": ",
  "- ",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  " #",
  "|",
  ">",
  "&a ",
  "*a",
  "!x ",
  "? ",
  "\\",
  "%",
  "@",
  ",",
  "---\n",
  "...",
  "😀",
  "<<: *a\n",
  "  ",
  "null",
);

/** A lesson with a few pieces put in, in the place of a few characters. */
const spoiltLessons = array(record({ at: nat(lesson.length), cut: nat(6), piece: pieces }), {
  minLength: 1,
  maxLength: 4,
}).map((edits) => edits.reduce((text, { at, cut, piece }) => text.slice(0, at) + piece + text.slice(at + cut), lesson));

describe("parseYaml() and checkValue()", () => {
  it("read any text without throwing, and place what is wrong within it", () => {
    assert(
      property(spoiltLessons, (text) => {
        const lines = text.split("\n");
        for (const { place } of diagnose(text)) {
          const line = lines[place.line - 1];
          expect(line).toBeDefined();
          expect(place.column).toBeGreaterThanOrEqual(1);
          expect(place.column).toBeLessThanOrEqual((line ?? "").length + 1);
          expect(place.endColumn ?? place.column).toBeLessThanOrEqual((line ?? "").length + 1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function diagnose(text: string): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const yaml = parseYaml(sourceFile("lesson.yaml", text));
  const file = specFile(yaml, (diagnostic) => diagnostics.push(diagnostic));
  if (yaml.root !== undefined) checkValue(file, "lesson", yaml.root, { kind: "map", shape: lessonShape });
  return diagnostics;
}
