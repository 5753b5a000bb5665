import { expect, it } from "vitest";

import { judgeShown, type ShownCaptures } from "../../src/check/judge-shown.ts";
import type { LessonChecks } from "../../src/model/lesson-data.ts";
import type { Output } from "../../src/model/observation.ts";
import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { browserFacts } from "../../src/site/browser-facts.ts";
import { lessonChecks, lessonChecksText } from "../../src/site/lesson-checks.ts";
import { lessonOf } from "../notebook/course-of.ts";

const steps = `
  - id: first
    code: print(id(a))
    expect: $(a:int > 0)
  - id: claims
    code: |
      print(1 + 1)  # => 2
  - id: same
    code: print(id(a))
    expect: $(=a)
  - id: fast
    code: print(0.5)
    expect: $(float > 0)
    exclusive: true
  - id: narrow
    code: print(32)
    expect:
      - { when: { bits: 64 }, shows: "64" }
      - { shows: "32" }
  - id: silent
    code: x = 1
  - id: asks
    code: print(input())
    input: [yes]
    expect: "yes"
  - id: picture
    code: figure()
    expect: { display: { image/png: { width: 100 } } }
  - id: updates
    code: upd()
    expect: { updates: [loading, done] }
  - id: again
    code: print(id(b))
    expect: $(a:int > 0)
  - id: again-same
    code: print(id(b))
    expect: $(=a)
  - id: other
    code: import threading; print(1)
    requires: { threads: yes }
    expect: "1"
  - id: sixty-four
    code: print(64)
    expect: [{ when: { bits: 64 }, shows: "64" }]
`;

/** As a page reads them. */
async function readChecks(): Promise<LessonChecks> {
  const { course, lesson } = await lessonOf(steps);
  const cells = renderCells(course, lesson, { edition: "student", templates: loadTemplates() });
  const text = lessonChecksText(lessonChecks(lesson, cells, browserFacts({ python: "3.14.2", packages: {} })));
  expect(text).not.toContain(course.folder);
  return JSON.parse(text) as LessonChecks;
}

function printed(text: string): readonly Output[] {
  return [{ type: "stream", name: "stdout", text: `${text}\n` }];
}

const error: Output = { type: "error", name: "NameError", message: "name 'a' is not defined", traceback: [] };

/** The runs of cells, one after the other, and what was said of each. */
async function judgeAll(
  runs: readonly (readonly [string, readonly Output[]])[],
): Promise<readonly (boolean | undefined)[]> {
  const checks = await readChecks();
  let captures: ShownCaptures = new Map();
  return runs.map(([id, outputs]) => {
    const judged = judgeShown(checks, { id, outputs, captures });
    captures = judged.captures;
    return judged.asSaid;
  });
}

it("what a page is told of a lesson's cells are those that outputs alone can be held against", async () => {
  const { cells } = await readChecks();
  expect(cells.map(({ id, told, measures, step }) => [id, told, measures, step.expect?.variants.length])).toEqual([
    ["first", true, false, 1],
    ["claims", true, false, 1],
    ["same", true, false, 1],
    ["fast", true, true, 1],
    ["narrow", true, false, 1],
    ["asks", false, false, 1],
    ["picture", false, false, 1],
    ["updates", false, false, 1],
    ["again", true, false, 1],
    ["again-same", true, false, 1],
  ]);
});

it.each<readonly [string, readonly (readonly [string, readonly Output[]])[], readonly (boolean | undefined)[]]>([
  ["claims", [["claims", printed("2")]], [true]],
  ["a claim that is not so", [["claims", printed("3")]], [false]],
  ["an error that nobody meant", [["claims", [error]]], [false]],
  [
    "the variant of a browser",
    [
      ["narrow", printed("64")],
      ["narrow", printed("32")],
    ],
    [false, true],
  ],
  [
    "a slow clock",
    [
      ["fast", printed("0.0")],
      ["fast", printed("0.5")],
    ],
    [undefined, true],
  ],
  [
    "what the lesson says nothing of",
    [
      ["silent", printed("2")],
      ["updates", printed("WRONG")],
      ["picture", []],
      ["asks", []],
    ],
    [undefined, undefined, undefined, undefined],
  ],
  [
    "a capture",
    [
      ["first", printed("7")],
      ["same", printed("7")],
      ["same", printed("8")],
    ],
    [true, true, false],
  ],
  ["a capture that no cell has made", [["same", printed("7")]], [undefined]],
  [
    "one that is no more",
    [
      ["first", printed("7")],
      ["first", [error]],
      ["same", printed("7")],
    ],
    [true, false, undefined],
  ],
  [
    "one of another run",
    [
      ["first", printed("7")],
      ["same", printed("7")],
      ["first", printed("8")],
      ["same", printed("8")],
    ],
    [true, true, true, true],
  ],
  [
    "of captures with one name the nearest above",
    [
      ["first", printed("7")],
      ["again-same", printed("7")],
      ["again", printed("8")],
      ["again-same", printed("7")],
      ["again-same", printed("8")],
      ["same", printed("7")],
    ],
    [true, undefined, true, false, true, true],
  ],
])("%s", async (_, runs, said) => {
  expect(await judgeAll(runs)).toEqual(said);
});

it("a value that is another one withdraws what was said of those that read it, and of no other", async () => {
  const checks = await readChecks();
  const first = judgeShown(checks, { id: "first", outputs: printed("7"), captures: new Map() });
  expect(first.withdraws).toEqual(["same", "again-same"]);
  const again = judgeShown(checks, { id: "first", outputs: printed("7"), captures: first.captures });
  expect(again.withdraws).toEqual([]);
  const other = judgeShown(checks, { id: "first", outputs: [error], captures: first.captures });
  expect(other.withdraws).toEqual(["same", "again-same"]);
});
