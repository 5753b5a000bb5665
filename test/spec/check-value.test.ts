import { describe, expect, it } from "vitest";
import { diagnose } from "./read-files.ts";

const cases: readonly (readonly [what: string, yaml: string, diagnostics: readonly string[]])[] = [
  [
    "unknown keys, the nearest or all that there are",
    `title: T
steps:
  - code: x
    expct: 3
    foo: 1
  - prose: x
    expect: 3
`,
    [
      "4:5-10 unknown-key: `expct` is no key of a code step\n  Did you mean `expect`?",
      "5:5-8 unknown-key: `foo` is no key of a code step\n  Its keys are `code`, `expect`, `input`, `allow`, `id`, `requires`, `timeout`, `exclusive`",
      "7:5-11 unknown-key: `expect` is no key of a prose step\n  It is a key of a code step",
    ],
  ],
  [
    "an unknown key of the lesson",
    `title: T
extra: 1
steps:
  - prose: x
`,
    [
      "2:1-6 unknown-key: `extra` is no key of a lesson\n  Its keys are `title`, `summary`, `objectives`, `minutes`, `reading`, `requires`, `timeout`, `check-timeout`, `deadline`, `spaces`, `numbers`, `warnings`, `env`, `files`, `exclusive`, `steps`",
    ],
  ],
  [
    "steps of no kind, or of several",
    `title: T
steps:
  - prse: x
  - foo: x
  - prose: x
    code: y
  - x
  - [a]
  - {}
`,
    [
      "3:5-9 unknown-key: `prse` is no kind of step\n  Did you mean `prose`?",
      "4:5-8 bad-step: This step is of no kind\n  A step has exactly one of `prose`, `code`, `predict`, `figure`, `quiz`, `exercise` and `include`",
      "6:5-9 bad-step: This step has `prose` and `code`\n  A step has exactly one of `prose`, `code`, `predict`, `figure`, `quiz`, `exercise` and `include`: begin a second step with `-`",
      "7:5-6 bad-step: A step is a map, and this is a text\n  Write its kind before it, as in `- prose: …`",
      "8:5-8 bad-step: A step is a map, and this is a list\n  Write its kind before it, as in `- prose: …`",
      "9:5-7 bad-step: This step is of no kind\n  A step has exactly one of `prose`, `code`, `predict`, `figure`, `quiz`, `exercise` and `include`",
    ],
  ],
  [
    "a step without a space after its key",
    `title: T
steps:
  - prose:|
      hello
`,
    ["3:5 bad-step: A step is a map, and this is a text\n  A space is missing after the colon"],
  ],
  [
    "absent keys of a lesson",
    `summary: S
`,
    [
      "1:1 missing-key: A lesson needs `title`\n  Add `title`: the notebook's title",
      "1:1 missing-key: A lesson needs `steps`\n  Add `steps`: the steps, in order",
    ],
  ],
  [
    "absent keys of an exercise",
    `title: T
steps:
  - exercise: x
`,
    [
      "3:5 missing-key: An exercise needs `starter`\n  Add `starter`: the cell that the student fills in, in Python",
      "3:5 missing-key: An exercise needs `solution`\n  Add `solution`: the Python that passes all tests",
      "3:5 missing-key: An exercise needs `tests`\n  Add `tests`: the tests, each a name and Python; an assert's message is the student's feedback",
    ],
  ],
  [
    "a key that stands twice",
    `title: T
steps:
  - code: x
    id: a
    id: b
`,
    ["5:5-7 duplicate-key: `id` stands twice here, first in line 4\n  Remove or rename one of the two"],
  ],
  [
    "tests with the same name",
    `title: T
steps:
  - exercise: x
    starter: y
    solution: y
    tests:
      a: x
      a: y
`,
    ["8:7-8 duplicate-key: `a` stands twice here, first in line 7\n  Remove or rename one of the two"],
  ],
  [
    "lists and maps where text is due",
    `title: T
steps:
  - code: [1, 2]
  - code: {"a": 1}
  - prose:
      Note: this
  - prose:
      - a
`,
    [
      "3:11-17 needs-quotes: YAML read this as a list, and `code` takes a text here\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       [1, 2]",
      '4:11-19 needs-quotes: YAML read this as a map, and `code` takes a text here\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       {"a": 1}',
      "6:7 needs-quotes: YAML read this as a map, and `prose` takes a text here\n  Quote the text, or put it under `|`\n  |   - prose: |\n  |       Note: this",
      "8:7 needs-quotes: YAML read this as a list, and `prose` takes a text here\n  Quote the text, or put it under `|`\n  |   - prose: |\n  |       - a",
    ],
  ],
  [
    "a title that is a list",
    `title: [a]
steps:
  - prose: x
`,
    [
      '1:8-11 needs-quotes: YAML read this as a list, and `title` takes a text here\n  Quote the text, or put it under `|`\n  | title: "[a]"',
    ],
  ],
  [
    "a text where a list is due",
    `title: T
steps:
  - code: x
    input: Ada
  - code: x
    input: Ada, Bob
  - code: x
    input: |
      Ada
`,
    [
      "4:12-15 wrong-type: `input` takes a list, and this is a text\n  Write its entries below it, each after `- `\n  |     input: [Ada]",
      '6:12-20 wrong-type: `input` takes a list, and this is a text\n  Write its entries below it, each after `- `\n  |     input: ["Ada, Bob"]',
      "8:12 wrong-type: `input` takes a list, and this is a text\n  Write its entries below it, each after `- `",
    ],
  ],
  [
    "a map where a list is due",
    `title: T
steps:
  - code: x
    input: { a: b }
`,
    ["4:12-20 wrong-type: `input` takes a list, and this is a map\n  Write its entries below it, each after `- `"],
  ],
  [
    "a text where a map is due",
    `title: T
steps:
  - code: x
    requires: linux
  - code: x
    requires: 3.12+
  - code: x
    expect: { error: NameError }
  - code: x
    expect: { error: "NameError: x", display: x }
`,
    [
      "4:15-20 wrong-type: A set of requirements is a map, and this is a text\n  Its keys are `python`, `implementation`, `platform`, `bits`, `cores`, `gil`, `threads`, `processes`, `network`, `packages`",
      "6:15-20 wrong-type: A set of requirements is a map, and this is a text\n  Its keys are `python`, `implementation`, `platform`, `bits`, `cores`, `gil`, `threads`, `processes`, `network`, `packages`\n  |     requires: { python: 3.12+ }",
      "8:22-31 wrong-type: `error` is a map, and this is a text\n  Its keys are `name`, `message`\n  |     expect: { error: { name: NameError } }",
      "10:22-36 wrong-type: `error` is a map, and this is a text\n  Its keys are `name`, `message`",
      "10:47-48 wrong-type: `display` takes a map, and this is a text\n  Write names and values below it: `name: value`",
    ],
  ],
  [
    "a file that is a list",
    `- a
- b
`,
    [
      "1:1 wrong-type: A lesson is a map, and this is a list\n  Its keys are `title`, `summary`, `objectives`, `minutes`, `reading`, `requires`, `timeout`, `check-timeout`, `deadline`, `spaces`, `numbers`, `warnings`, `env`, `files`, `exclusive`, `steps`",
    ],
  ],
  [
    "keys with nothing in them",
    `title: T
steps:
  - code:
  - code: |
  - prose: " "
  - code: x
    expect:
    input:
    requires:
`,
    [
      "3:10 empty-value: `code` has nothing in it\n  Give it a value, or remove the key",
      "4:11 empty-value: `code` has nothing in it\n  Indent its lines further than the key",
      "5:12-15 empty-value: `prose` has nothing in it\n  Give it a value, or remove the key",
      "7:12 empty-value: `expect` has nothing in it\n  Give it a value, or remove the key",
      "8:11 empty-value: `input` has nothing in it\n  Give it a value, or remove the key",
      "9:14 empty-value: `requires` has nothing in it\n  Give it a value, or remove the key",
    ],
  ],
  [
    "steps with nothing in them",
    `title: ""
steps: []
`,
    [
      "1:8-10 empty-value: `title` has nothing in it\n  Give it a value, or remove the key",
      "2:8-10 empty-value: `steps` has nothing in it\n  Give it a value, or remove the key",
    ],
  ],
  [
    "a comment in the place of steps",
    `title: T
steps: # none yet
`,
    ["2:8 empty-value: `steps` has nothing in it\n  Give it a value, or remove the key"],
  ],
  [
    "an exercise with nothing in it",
    `title: T
steps:
  - exercise: x
    starter: |
    solution: y
    tests: {}
    hints: [""]
`,
    [
      "4:14 empty-value: `starter` has nothing in it\n  Indent its lines further than the key",
      "6:12-14 empty-value: `tests` has nothing in it\n  Give it a value, or remove the key",
      "7:13-15 empty-value: `hints` has nothing in it\n  Give it a value, or remove the key",
    ],
  ],
  [
    "values that are not of their form",
    `title: T
steps:
  - code: x
    timeout: 3
    id: Foo_bar
    requires: { python: 3.10 - 3.12, platform: linx, gil: maybe, packages: { numpy: latest }, cores: 0, bits: 46 }
`,
    [
      "4:14-15 bad-duration: `3` is no duration\n  Write a number with `ms`, `s` or `m`: `500ms`, `1.5s`, `2m`",
      "5:9-16 bad-id: `Foo_bar` is no id\n  Write lower-case letters `a` to `z`, digits and `-`, at most 48 of them",
      '6:25-36 bad-version: `3.10 - 3.12` is no Python version\n  Write `3.12` (that series), `3.12+` (that and later) or a PEP 440 specifier such as `">=3.10,<3.14"`',
      "6:48-52 bad-value: `linx` is no value of `platform`\n  Did you mean `linux`?",
      "6:59-64 bad-value: `maybe` is no value of `gil`\n  Write one of `yes`, `no`",
      '6:85-91 bad-version: `latest` is no package version\n  Write `any`, `1.26` (that series), `1.26+` (that and later) or a PEP 440 specifier such as `">=1.26,<3"`',
      "6:102-103 bad-value: `0` is no count\n  Write a whole number from 1 to 9999",
      "6:111-113 bad-value: `46` is no value of `bits`\n  Did you mean `64`?",
    ],
  ],
  [
    "a version that is none",
    `title: T
steps:
  - code: x
    requires: { python: banana }
`,
    [
      '4:25-31 bad-version: `banana` is no Python version\n  Write `3.12` (that series), `3.12+` (that and later) or a PEP 440 specifier such as `">=3.10,<3.14"`',
    ],
  ],
  [
    "an id that is too long",
    `title: T
steps:
  - prose: x
    id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
`,
    [
      "4:9-58 bad-id: `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` is no id\n  Write lower-case letters `a` to `z`, digits and `-`, at most 48 of them",
    ],
  ],
  [
    "names that are not of their form",
    `title: T
env: { 1A: x }
steps:
  - code: x
    expect: { display: { html: x } }
`,
    [
      "2:8-10 bad-value: `1A` is no name of an environment variable\n  Write letters, digits and `_`, not beginning with a digit",
      "5:26-30 bad-value: `html` is no mime type\n  Write `type/subtype`, such as `text/html`",
    ],
  ],
  [
    "ways to compare that there are not",
    `title: T
numbers: loose
spaces: exakt
steps:
  - prose: x
`,
    [
      "2:10-15 bad-value: `loose` is no value of `numbers`\n  Write one of `exact`, `as-written`",
      "3:9-14 bad-value: `exakt` is no value of `spaces`\n  Did you mean `exact`?",
    ],
  ],
  [
    "an alias within an alias",
    `title: T
steps:
  - code: x
    requires: &a { packages: &b { numpy: any } }
  - code: x
    requires: *a
  - code: x
    requires: &c { packages: *b }
  - code: x
    requires: *c
`,
    ["8:30-32 yaml-syntax: An alias stands in a value that is itself used by an alias\n  Write one of the two out"],
  ],
];

describe("readCourses() reports", () => {
  it.each(cases)("%s", async (_what, yaml, diagnostics) => {
    expect(await diagnose(yaml)).toEqual(diagnostics);
  });
});
