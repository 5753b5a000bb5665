import { describe, expect, it } from "vitest";

import type { Change } from "../../../src/lesson/recording.ts";
import { editStep } from "../../../src/spec/edit/edit-step.ts";

/** The file of one step with a change made to it; the reason where it is left alone. */
function edit(step: string, change: Change): string {
  const head = "title: T\nsteps:\n";
  const edited = editStep(head + step, { file: "lesson.yaml", line: 3, column: step.search(/\w/) + 1 }, change);
  return "text" in edited ? edited.text.slice(head.length) : `left: ${edited.reason}`;
}

const record = (...variants: Extract<Change, { kind: "expect" }>["variants"]): Change => ({ kind: "expect", variants });
const shows = (text: string): Change => record({ parts: { shows: text } });
const claims = (...texts: readonly string[]): Change => ({ kind: "claims", texts });

function becomes(path: readonly [string, ...string[]], text: string, index = 0): Change {
  return {
    kind: "variants",
    changes: [{ index, before: [], becomes: { kind: "texts", texts: [{ path, text }] } }],
    after: [],
  };
}

describe("editStep() without an expectation", () => {
  it.each([
    ["one word", shows("2"), "  expect: 2\n"],
    ["a hole", shows("$(int)"), "  expect: $(int)\n"],
    ["what YAML would take for something else", shows("[1, 2]"), "  expect: |\n    [1, 2]\n"],
    ["several lines", shows("a\n  b: #"), "  expect: |\n    a\n      b: #\n"],
    ["a first line that is indented", shows("  a\nb"), "  expect: |2\n      a\n    b\n"],
    ["a blank line at the end", shows("a\n\n"), '  expect: "a\\n\\n"\n'],
    ["nothing but a blank line", shows("\n"), '  expect: "\\n"\n'],
    ["what no block can hold", shows("a\u0007\nb"), '  expect: "a\\u0007\\nb"\n'],
    [
      "an error",
      record({ parts: { error: { name: "KeyError", message: "'a'" } } }),
      `  expect: { error: { name: KeyError, message: "'a'" } }\n`,
    ],
    [
      "several parts",
      record({ parts: { shows: "a\nb", stderr: "c", unordered: true } }),
      "  expect:\n    shows: |\n      a\n      b\n    stderr: c\n    unordered: true\n",
    ],
    [
      "variants",
      record(
        { when: { python: ">=3.12", bits: 64 }, parts: { shows: "1" } },
        { when: { python: ">=3.10,<3.12", gil: false }, parts: { nothing: true } },
        { parts: { shows: "a, b" } },
      ),
      '  expect:\n    - { when: { python: 3.12+, bits: 64 }, shows: 1 }\n    - { when: { python: ">=3.10,<3.12", gil: no }, nothing: true }\n    - { shows: "a, b" }\n',
    ],
    [
      "variants of several lines",
      record({ when: { platform: "linux" }, parts: { shows: "1\n2" } }, { parts: { shows: "3" } }),
      "  expect:\n    - when: { platform: linux }\n      shows: |\n        1\n        2\n    - shows: 3\n",
    ],
  ])("writes %s", (_, change, expected) => {
    expect(edit("- code: f()\n", change)).toBe(`- code: f()\n${expected}`);
  });

  it.each([
    [
      "a block, before its blank line",
      "- code: |\n    f()\n\n- prose: x\n",
      "- code: |\n    f()\n  expect: 2\n\n- prose: x\n",
    ],
    [
      "a block that keeps its blank lines",
      "- code: |+\n    f()\n\n- prose: x\n",
      "- code: |+\n    f()\n\n  expect: 2\n- prose: x\n",
    ],
    ["a comment on its line", '- code: "f()"  # note\n  id: x\n', '- code: "f()"  # note\n  expect: 2\n  id: x\n'],
    ["no line end at the end of the file", "  - code: f()", "  - code: f()\n    expect: 2"],
    ["braces", "- { code: f(), id: x }\n", "- { code: f(), expect: 2, id: x }\n"],
    ["another key first", "- id: x\n  code: f()\n", "- id: x\n  code: f()\n  expect: 2\n"],
  ])("puts it below code with %s", (_, step, expected) => {
    expect(edit(step, shows("2"))).toBe(expected);
  });
});

describe("editStep() with variants", () => {
  it.each([
    [
      "single quotes",
      "- code: f()\n  expect: 'a'  # note\n",
      becomes(["shows"], "it's"),
      "- code: f()\n  expect: 'it''s'  # note\n",
    ],
    [
      "double quotes",
      '- code: f()\n  expect: "a"\n',
      becomes(["shows"], 'say "x"'),
      '- code: f()\n  expect: "say \\"x\\""\n',
    ],
    [
      "a block's header and indentation",
      "- code: f()\n  expect: |- # note\n        a\n\n        b\n",
      becomes(["shows"], "c\n\n  d"),
      "- code: f()\n  expect: |- # note\n        c\n\n          d\n",
    ],
    [
      "a part of a variant",
      "- code: f()\n  expect:\n    - { when: { bits: 32 }, shows: 1 }\n    - error: { name: A, message: b }  # c\n",
      becomes(["error", "message"], "d, e", 1),
      '- code: f()\n  expect:\n    - { when: { bits: 32 }, shows: 1 }\n    - error: { name: A, message: "d, e" }  # c\n',
    ],
  ])("keeps %s", (_, step, change, expected) => {
    expect(edit(step, change)).toBe(expected);
  });

  it.each([
    [
      "a text",
      "- code: f()\n  expect: 1  # note\n",
      "- code: f()\n  expect:\n    - { when: { python: 3.13+ }, shows: 2 }\n    - { shows: 1 }  # note\n",
    ],
    [
      "a block",
      "- code: f()\n  expect: |\n    a\n    b\n  id: x\n",
      "- code: f()\n  expect:\n    - when: { python: 3.13+ }\n      shows: 2\n    - shows: |\n        a\n        b\n  id: x\n",
    ],
    [
      "a map",
      "- code: f()\n  expect:\n    # why\n    shows: |\n      a\n    not: b # c\n",
      "- code: f()\n  expect:\n    # why\n    - { when: { python: 3.13+ }, shows: 2 }\n    - shows: |\n        a\n      not: b # c\n",
    ],
    [
      "a map in braces",
      "- code: f()\n  expect: { shows: a, not: b }\n",
      "- code: f()\n  expect:\n    - { when: { python: 3.13+ }, shows: 2 }\n    - { shows: a, not: b }\n",
    ],
    [
      "a list",
      "- code: f()\n  expect:\n  # why\n  - { shows: a }\n",
      "- code: f()\n  expect:\n  # why\n  - { when: { python: 3.13+ }, shows: 2 }\n  - { shows: a }\n",
    ],
    [
      "a step in braces",
      "- { code: f(), expect: a }\n",
      "- { code: f(), expect: [{ when: { python: 3.13+ }, shows: 2 }, { shows: a }] }\n",
    ],
  ])("puts one in front of %s", (_, step, expected) => {
    const before = [{ when: { python: ">=3.13" }, parts: { shows: "2" } }];
    expect(edit(step, { kind: "variants", changes: [{ index: 0, before }], after: [] })).toBe(expected);
  });

  it("puts one behind all others", () => {
    const change: Change = { kind: "variants", changes: [], after: [{ parts: { shows: "2" } }] };
    const step = "- code: f()\n  expect:\n    - { when: { bits: 32 }, shows: 1 }  # small\n  id: x\n";
    expect(edit(step, change)).toBe(step.replace("# small\n", "# small\n    - { shows: 2 }\n"));
  });

  it("writes all parts anew where the keys change, and keeps when and how they are compared", () => {
    const change: Change = {
      kind: "variants",
      changes: [{ index: 0, before: [], becomes: { kind: "parts", parts: { error: { name: "KeyError" } } } }],
      after: [],
    };
    const step =
      "- code: f()\n  expect:\n    - when: { bits: 32 }\n      spaces: loose\n      shows: |\n        1\n    - { shows: 2 }\n";
    expect(edit(step, change)).toBe(
      "- code: f()\n  expect:\n    - { when: { bits: 32 }, spaces: loose, error: { name: KeyError } }\n    - { shows: 2 }\n",
    );
  });

  it.each([
    [
      "a comment would be lost",
      "- code: f()\n  expect:\n    shows: a\n    # why\n    stdout: b\n",
      "left: A comment stands within what changes: change it by hand",
    ],
  ])("leaves it alone where %s", (_, step, expected) => {
    const change: Change = {
      kind: "variants",
      changes: [{ index: 0, before: [], becomes: { kind: "parts", parts: { nothing: true } } }],
      after: [],
    };
    expect(edit(step, change)).toBe(expected);
  });

  it("leaves alone what an alias uses elsewhere", () => {
    const step = "- code: f()\n  expect: &e 1\n- code: g()\n  expect: *e\n";
    expect(edit(step, becomes(["shows"], "2"))).toMatch(/^left: Its text is shared/);
  });
});

describe("editStep() with claims", () => {
  it.each([
    ["a claim, its explanation two spaces behind", "f()  # => 1  why", ["20"], "f()  # => 20  why"],
    ["an explanation in its column", "f()  # => 1    why", ["20"], "f()  # => 20   why"],
    ["an explanation that has to move", "f()  # => 1   why", ["2000"], "f()  # => 2000  why"],
    ["an empty claim that gets a text", "f()\n    # =>\n    # => 1", ["a", "1"], "f()\n    # => a\n    # => 1"],
    ["a claim that becomes empty", "f()  # => a", [""], "f()  # =>"],
    [
      "of several the one that changed",
      "f()  # => a\n    g()  # => b  x",
      ["a", "c"],
      "f()  # => a\n    g()  # => c  x",
    ],
  ])("changes %s", (_, code, texts, expected) => {
    expect(edit(`- code: |\n    ${code}\n`, claims(...texts))).toBe(`- code: |\n    ${expected}\n`);
  });

  it.each([
    ["double quotes", "- code: \"f('a')  # => 1\"\n", ['"'], '- code: "f(\'a\')  # => \\""\n'],
    ["single quotes", "- code: 'f()  # => 1'\n", ["'a'"], "- code: 'f()  # => ''a'''\n"],
    ["CRLF", "- code: |\r\n    f()  # => 1\r\n", ["2"], "- code: |\r\n    f()  # => 2\r\n"],
  ])("changes one in %s", (_, step, texts, expected) => {
    expect(edit(step, claims(...texts))).toBe(expected);
  });

  it("leaves alone a claim that would be empty before its explanation", () => {
    expect(edit("- code: |\n    f()  # => 1  why\n", claims(""))).toBe("left: An empty claim can have no explanation");
  });
});
