import { describe, expect, it } from "vitest";
import { diagnose } from "./read-files.ts";

const cases: readonly (readonly [what: string, yaml: string, diagnostics: readonly string[]])[] = [
  [
    "patterns that cannot be read, each at its place",
    `title: T
steps:
  - code: x
    expect: $(foo)
  - code: |
      print(1)  # => $(int
  - code: x
    expect: |
      fine
        $(z:itn) here
`,
    [
      "4:13-19 bad-pattern: `$(foo)`: `foo` is not a type of hole\n  `$(=foo)` is the text captured as `foo`; the types are `int` `float` `number` `hex` `word` `string` `duration` `size` `any`; `$$(` stands for a literal `$(`",
      "6:22-27 bad-pattern: `$(int` has no closing `)` on its line\n  Close the hole; `$$(` stands for a literal `$(`",
      "10:9-17 bad-pattern: `$(z:itn)`: `itn` is not a type of hole\n  Did you mean `$(z:int)`? Else `$$(` stands for a literal `$(`",
    ],
  ],
  [
    "a map or a list that was meant as text",
    `title: T
steps:
  - code: x
    expect: {'a': 1}
  - code: x
    expect: [1, 2]
  - code: x
    expect:
      KeyError: 'x'
`,
    [
      "4:13-21 needs-quotes: YAML read this as a map, and `expect` takes a text here\n  Quote the text, or put it under `|`\n  |     expect: \"{'a': 1}\"",
      '6:13-19 needs-quotes: YAML read this as a list, and `expect` takes a text here\n  Quote the text, or put it under `|`\n  |     expect: "[1, 2]"',
      "9:7 needs-quotes: YAML read this as a map, and `expect` takes a text here\n  Quote the text, or put it under `|`\n  |     expect: |\n  |       KeyError: 'x'",
    ],
  ],
  [
    "a scalar among variants",
    `title: T
steps:
  - code: x
    expect:
      - { when: { python: 3.12+ }, shows: 3 }
      - 4
`,
    [
      "6:9-10 needs-quotes: A variant is a map, and this is a text\n  Its keys are `when`, `shows`, `stdout`, `stderr`, `streams`, `result`, `error`, `display`, `updates`, `nothing`, `contains`, `not`, `unordered`, `spaces`, `numbers`\n  |       - { shows: 4 }",
    ],
  ],
  [
    "a variant that was meant as text",
    `title: T
steps:
  - code: x
    expect:
      - { when: { python: 3.12+ }, shows: 3 }
      - {'a': 1}
`,
    [
      "6:9-17 needs-quotes: YAML read this as a map, and `expect` takes a text here\n  Quote the text, or put it under `|`\n  |       - \"{'a': 1}\"",
    ],
  ],
  [
    "a part that is mistyped",
    `title: T
steps:
  - code: x
    expect: { show: 3 }
`,
    ["4:15-19 unknown-key: `show` is no key of an expectation\n  Did you mean `shows`?"],
  ],
  [
    "a condition outside a list",
    `title: T
steps:
  - code: x
    expect: { when: { bits: 64 }, shows: 2 }
`,
    ["4:15-19 unknown-key: `when` is no key of an expectation\n  Make it a variant: an entry of a list, after `- `"],
  ],
  [
    "a variant that asks for nothing",
    `title: T
steps:
  - code: x
    expect:
      - { when: { bits: 64 }, numbers: exact }
      - { nothing: no }
`,
    [
      "5:9-47 missing-key: Nothing here says what the cell shows\n  Add one of `shows`, `stdout`, `stderr`, `streams`, `result`, `error`, `display`, `updates`, `nothing`, `contains`, `not`",
      "6:9-24 missing-key: Nothing here says what the cell shows\n  Add one of `shows`, `stdout`, `stderr`, `streams`, `result`, `error`, `display`, `updates`, `nothing`, `contains`, `not`",
    ],
  ],
  [
    "a variant after one that holds always",
    `title: T
steps:
  - code: x
    expect:
      - { shows: 1 }
      - { when: { bits: 64 }, shows: 1 }
`,
    [
      "6:9-41 unreachable-variant: This variant can never be chosen: the one in line 5 holds always\n  Put the narrower `when` first, and the variant without `when` last",
    ],
  ],
  [
    "a variant with the same condition",
    `title: T
steps:
  - code: x
    expect:
      - { when: { bits: 64, python: 3.12 }, shows: 1 }
      - { when: { python: 3.12, bits: 64 }, shows: 2 }
`,
    [
      "6:9-55 unreachable-variant: This variant can never be chosen: the one in line 5 holds wherever it does\n  Put the narrower `when` first, and the variant without `when` last",
    ],
  ],
  [
    "a variant whose condition is narrower",
    `title: T
steps:
  - code: x
    expect:
      - { when: { python: 3.10+ }, shows: 1 }
      - { when: { python: 3.12+, bits: 64 }, shows: 1 }
`,
    [
      "6:9-56 unreachable-variant: This variant can never be chosen: the one in line 5 holds wherever it does\n  Put the narrower `when` first, and the variant without `when` last",
    ],
  ],
  [
    "nothing beside something",
    `title: T
steps:
  - code: x
    expect: { nothing: yes, stdout: x }
`,
    [
      "4:13-40 bad-value: `nothing` says that the cell shows nothing, and `stdout` that it does\n  Remove one of the two",
    ],
  ],
  [
    "captures that nothing binds",
    `title: T
steps:
  - code: |
      x  # => $(a:int) $(=b)
  - code: x
    expect: { not: $(c:int) }
  - code: x
    expect: |
      $(=a) $(=c)
      $(abc:int != a)
      $(=abd)
`,
    [
      "4:24-29 unknown-capture: Nothing before this binds `b`\n  Bind it first, as in `$(b:int)`",
      "9:13-18 unknown-capture: Nothing before this binds `c`\n  Bind it first, as in `$(c:int)`",
      "11:7-14 unknown-capture: Nothing before this binds `abd`\n  Did you mean `abc`?",
    ],
  ],
  [
    "no capture twice whose hole cannot be read",
    `title: T
steps:
  - code: x
    expect: $(z:itn)
  - code: x
    expect: $(=z)
`,
    [
      "4:13-21 bad-pattern: `$(z:itn)`: `itn` is not a type of hole\n  Did you mean `$(z:int)`? Else `$$(` stands for a literal `$(`",
    ],
  ],
];

describe("readCourses() reports", () => {
  it.each(cases)("%s", async (_what, yaml, diagnostics) => {
    expect(await diagnose(yaml)).toEqual(diagnostics);
  });
});
