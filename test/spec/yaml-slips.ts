/** Slips in YAML, with what is said of each. */
export const slips: readonly (readonly [what: string, yaml: string, diagnostics: readonly string[]])[] = [
  [
    "a colon and a space in code",
    `title: T
steps:
  - code: print({"a": 1})
`,
    [
      '3:11-26 yaml-syntax: YAML took `print({"a"` for a key, because a colon and a space follow it\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       print({"a": 1})',
    ],
  ],
  [
    "a colon and a space in an expectation",
    `title: T
steps:
  - code: x
    expect: NameError: x
`,
    [
      '4:13-25 yaml-syntax: YAML took `NameError` for a key, because a colon and a space follow it\n  Quote the text; if the cell is meant to raise, write `error: { name: NameError, message: … }` below `expect:`\n  |     expect: "NameError: x"',
    ],
  ],
  [
    "a colon and a space in a title",
    `title: it: x
steps:
  - prose: x
`,
    [
      '1:8-13 yaml-syntax: YAML took `it` for a key, because a colon and a space follow it\n  Quote the text, or put it under `|`\n  | title: "it: x"',
    ],
  ],
  [
    "a colon in a text of two lines",
    `title: T
steps:
  - prose: Note: this is
      a long text
    id: x
`,
    [
      "3:12-25 yaml-syntax: YAML took `Note` for a key, because a colon and a space follow it\n  Quote the text, or put it under `|`\n  |   - prose: |\n  |       Note: this is\n  |       a long text",
    ],
  ],
  [
    "a colon in a further line",
    `title: T
steps:
  - prose: some text
      and more: yes
`,
    [
      "3:12-21 yaml-syntax: YAML took `and more` for a key, because a colon and a space follow it\n  Quote the text, or put it under `|`\n  |   - prose: |\n  |       some text\n  |       and more: yes",
    ],
  ],
  [
    "a map without braces",
    `title: T
steps:
  - code: x
    requires: python: 3.12
`,
    [
      "4:15-27 yaml-syntax: YAML took `python` for a key, because a colon and a space follow it\n  Put a map in braces, or on lines of its own\n  |     requires: { python: 3.12 }",
    ],
  ],
  [
    "an expectation's part without braces",
    `title: T
steps:
  - code: x
    expect: shows: 3
`,
    [
      "4:13-21 yaml-syntax: YAML took `shows` for a key, because a colon and a space follow it\n  Put a map in braces, or on lines of its own\n  |     expect: { shows: 3 }",
    ],
  ],
  [
    "a key that is indented too far",
    `title: T
steps:
  - code: print(1)
      expect: 2
  - prse: x
`,
    [
      "4:7-16 yaml-syntax: The line is indented further than `code`, so YAML took it for more of its text\n  Indent it as far\n  |     expect: 2",
      "5:5-9 unknown-key: `prse` is no kind of step\n  Did you mean `prose`?",
    ],
  ],
  [
    "a question mark",
    `title: T
steps:
  - code: ? x
`,
    [
      "3:11-14 yaml-syntax: YAML took `?` for a mark that a key follows\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       ? x",
    ],
  ],
  [
    "text after a quoted one",
    `title: T
steps:
  - code: "a" + "b"
`,
    [
      '3:11-20 yaml-syntax: YAML has no place for `+ "b"`: a value that begins with a quote ends with the next one\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       "a" + "b"',
    ],
  ],
  [
    "text after a quoted expectation",
    `title: T
steps:
  - code: x
    expect: "a" + "b"
`,
    [
      '4:13-22 yaml-syntax: YAML has no place for `+ "b"`: a value that begins with a quote ends with the next one\n  Quote the text, or put it under `|`\n  |     expect: \'"a" + "b"\'',
    ],
  ],
  [
    "an apostrophe within single quotes",
    `title: T
steps:
  - code: 'it's'
`,
    [
      "3:11-17 yaml-syntax: YAML has no place for `s'`: a value that begins with a quote ends with the next one\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       'it's'",
    ],
  ],
  [
    "an index after a list",
    `title: T
steps:
  - code: [1, 2][0]
`,
    [
      "3:11-20 yaml-syntax: YAML has no place for `[0]`: a value that begins with a bracket or brace ends with the closing one\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       [1, 2][0]",
    ],
  ],
  [
    "a bracket at the start of a title",
    `title: [draft] Foo
steps:
  - prose: x
`,
    [
      '1:8-19 yaml-syntax: YAML has no place for `Foo`: a value that begins with a bracket or brace ends with the closing one\n  Quote the text, or put it under `|`\n  | title: "[draft] Foo"',
    ],
  ],
  [
    "text after the sign for a block",
    `title: T
steps:
  - code: | x
`,
    [
      "3:11-14 yaml-syntax: YAML has no place for `x`: what follows the sign for a block of text begins on the next line\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       | x",
    ],
  ],
  [
    "a text that begins with >",
    `title: T
steps:
  - code: >x
`,
    [
      "3:11-13 yaml-syntax: YAML has no place for `x`: what follows the sign for a block of text begins on the next line\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       >x",
    ],
  ],
  [
    "a text that begins with a dash",
    `title: T
steps:
  - code: x
    expect: - 2
`,
    [
      '4:13-16 yaml-syntax: YAML has no place for `- 2`: an entry of a list begins on a line of its own\n  Quote the text, or put it under `|`\n  |     expect: "- 2"',
    ],
  ],
  [
    "a decorator",
    `title: T
steps:
  - code: @dec
`,
    [
      "3:11-15 yaml-syntax: YAML keeps `@` at the start of a value for itself\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       @dec",
    ],
  ],
  [
    "a magic",
    `title: T
steps:
  - code: %timeit x
`,
    [
      "3:11-20 yaml-syntax: YAML keeps `%` at the start of a value for itself\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       %timeit x",
    ],
  ],
  [
    "a decorator within a list",
    `title: T
steps:
  - code: [@a]
`,
    [
      "3:11-15 yaml-syntax: YAML keeps `@` at the start of a value for itself\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       [@a]",
    ],
  ],
  [
    "a shell command",
    `title: T
steps:
  - code: !ls -la
`,
    [
      "3:11-18 yaml-syntax: YAML took `!ls` for a tag, a mark of a value's type\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       !ls -la",
    ],
  ],
  [
    "a bare exclamation mark",
    `title: T
steps:
  - code: ! ls
`,
    [
      "3:11-15 yaml-syntax: YAML took `!` for a tag, a mark of a value's type\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       ! ls",
    ],
  ],
  [
    "an unpacked list",
    `title: T
steps:
  - code: *args
`,
    [
      "3:11-16 yaml-syntax: YAML took `*args` for an alias, a reference to a value that is marked elsewhere\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       *args",
    ],
  ],
  [
    "an unpacked list within a list",
    `title: T
steps:
  - code: [*a]
`,
    [
      "3:11-15 yaml-syntax: YAML took `*a` for an alias, a reference to a value that is marked elsewhere\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       [*a]",
    ],
  ],
  [
    "an unpacked list within an expectation",
    `title: T
steps:
  - code: x
    expect: [*a, 1]
`,
    [
      '4:13-20 yaml-syntax: YAML took `*a` for an alias, a reference to a value that is marked elsewhere\n  Quote the text, or put it under `|`\n  |     expect: "[*a, 1]"',
    ],
  ],
  [
    "an unpacked list within a part",
    `title: T
steps:
  - code: x
    expect: { shows: *a }
`,
    [
      '4:22-24 yaml-syntax: YAML took `*a` for an alias, a reference to a value that is marked elsewhere\n  Quote the text\n  |     expect: { shows: "*a" }',
    ],
  ],
  [
    "an unpacked map",
    `title: T
steps:
  - code: {**a}
`,
    [
      "3:11-16 yaml-syntax: YAML took this for a map with a key that is no text\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       {**a}",
    ],
  ],
  [
    "an ampersand",
    `title: T
steps:
  - code: &x 1
`,
    [
      "3:11-15 yaml-syntax: YAML took `&x` for an anchor, a mark for references from elsewhere\n  Quote the text, or put it under `|`\n  |   - code: |\n  |       &x 1",
    ],
  ],
  [
    "an unquoted range in braces",
    `title: T
steps:
  - code: x
    requires: { python: >=3.10,<3.14 }
`,
    [
      '4:25-37 yaml-syntax: YAML keeps `>` at the start of a value for the head of a block of text\n  Quote the text\n  |     requires: { python: ">=3.10,<3.14" }',
    ],
  ],
  [
    "an unquoted range in braces, before another key",
    `title: T
steps:
  - code: x
    requires: { python: >=3.10,<3.14, bits: 64 }
`,
    [
      '4:25-37 yaml-syntax: YAML keeps `>` at the start of a value for the head of a block of text\n  Quote the text\n  |     requires: { python: ">=3.10,<3.14", bits: 64 }',
    ],
  ],
  [
    "a backslash between double quotes",
    `title: T
steps:
  - code: x
    expect: "\\d"
`,
    [
      "4:14-16 yaml-syntax: YAML knows no `\\d` between double quotes, where a backslash has a meaning of its own\n  Use single quotes, between which a backslash is a backslash, or `|`\n  |     expect: '\\d'",
    ],
  ],
  [
    "a backslash between double quotes, with quotes",
    `title: T
steps:
  - code: "re.match('\\d', \\"x\\")"
`,
    [
      "3:22-24 yaml-syntax: YAML knows no `\\d` between double quotes, where a backslash has a meaning of its own\n  Use single quotes, between which a backslash is a backslash, or `|`\n  |   - code: 're.match(''\\d'', \"x\")'",
    ],
  ],
  [
    "a backslash within a map",
    `title: T
steps:
  - code: x
    expect: { shows: "\\d" }
`,
    [
      "4:23-25 yaml-syntax: YAML knows no `\\d` between double quotes, where a backslash has a meaning of its own\n  Use single quotes, between which a backslash is a backslash, or `|`",
    ],
  ],
  [
    "a tab in code",
    `title: T
steps:
  - code: |
      def f():
	return 1
  - prse: x
`,
    [
      "5:1-2 yaml-syntax: The line is indented with a tab, and YAML takes only spaces for indentation\n  Indent with spaces, like the lines around it\n  |         return 1",
      "6:5-9 unknown-key: `prse` is no kind of step\n  Did you mean `prose`?",
    ],
  ],
  [
    "a tab at the start of code",
    `title: T
steps:
  - code: |
	x = 1
`,
    [
      "4:1-2 yaml-syntax: The line is indented with a tab, and YAML takes only spaces for indentation\n  Indent with spaces, like the lines around it\n  |       x = 1",
    ],
  ],
  [
    "a tab before a step",
    `title: T
steps:
	- code: x
`,
    [
      "3:1-2 yaml-syntax: The line is indented with a tab, and YAML takes only spaces for indentation\n  Indent with spaces, like the lines around it\n  |   - code: x",
    ],
  ],
  [
    "a tab before a key",
    `title: T
steps:
  - code: x
	expect: 2
  - prose: y
`,
    [
      "4:1-2 yaml-syntax: The line is indented with a tab, and YAML takes only spaces for indentation\n  Indent with spaces, like the lines around it\n  |     expect: 2",
    ],
  ],
  [
    "a tab before a further step",
    `title: T
steps:
  - code: x
	- prose: y
`,
    [
      "4:1-2 yaml-syntax: The line is indented with a tab, and YAML takes only spaces for indentation\n  Indent with spaces, like the lines around it\n  |   - prose: y",
    ],
  ],
  [
    "a quote that is never closed",
    `title: T
steps:
  - code: "abc
  - prose: x
`,
    [
      "3:11-12 yaml-syntax: A quote opens here and is never closed\n  Close it, or put the text under `|`, where quotes and brackets are plain text",
    ],
  ],
  [
    "a bracket that is never closed",
    `title: T
steps:
  - code: [1, [2]
  - prose: y
`,
    [
      "3:11-12 yaml-syntax: A bracket opens here and is never closed\n  Close it, or put the text under `|`, where quotes and brackets are plain text",
    ],
  ],
  [
    "a key that is too far left",
    `title: T
steps:
  - code: x
   expect: 2
`,
    [
      "4:4-13 yaml-syntax: YAML cannot place this line: its indentation is that of no line above it\n  Indent it like its neighbours",
    ],
  ],
  [
    "a step that is too far left",
    `title: T
steps:
  - code: x
 - prose: y
`,
    [
      "4:2-12 yaml-syntax: YAML cannot place this line: its indentation is that of no line above it\n  Indent it like its neighbours",
    ],
  ],
  [
    "code that is not indented",
    `title: T
steps:
  - code: |
    x = 1
  - prose: y
`,
    [
      "4:5-10 yaml-syntax: YAML cannot place this line: it is no key, and not far enough in to be part of the text above it\n  Text under `|` is indented further than its key, each line at least as far as the first",
    ],
  ],
  [
    "code that is not indented and has a colon",
    `title: T
steps:
  - code: |
    def f():
        return 1
`,
    [
      "3:11 empty-value: `code` has nothing in it\n  Indent its lines further than the key",
      "4:5-12 unknown-key: `def f()` is no key of a code step\n  Its keys are `code`, `expect`, `input`, `allow`, `id`, `requires`, `timeout`, `exclusive`",
    ],
  ],
  [
    "code whose second line is further left",
    `title: T
steps:
  - code: |
      x = 1
    y = 2
`,
    [
      "5:5-10 yaml-syntax: YAML cannot place this line: it is no key, and not far enough in to be part of the text above it\n  Text under `|` is indented further than its key, each line at least as far as the first",
    ],
  ],
  [
    "a colon without a space",
    `title: T
steps:
  - code:x
    expect: 2
`,
    [
      "3:5-11 yaml-syntax: `code` is no key here, because no space follows its colon\n  Write the key, a colon and a space\n  |   - code: x",
    ],
  ],
  [
    "a key without a colon",
    `title T
steps:
  - prose: x
`,
    [
      "1:1-8 yaml-syntax: `title` is no key here, because no colon follows it\n  Write the key, a colon and a space\n  | title: T",
    ],
  ],
  [
    "a dash without a space",
    `title: T
steps:
- prose: x
-prose: y
`,
    ["4:1-7 unknown-key: `-prose` is no key of a lesson\n  A space is missing after `-`"],
  ],
  [
    "a second document",
    `title: T
steps:
  - prose: x
---
title: U
`,
    [
      "4:1-4 several-documents: A second document begins here, and a file holds one\n  Remove the line `---` or `...`, or put what follows it into a file of its own",
    ],
  ],
  [
    "a comment in the place of an expectation's end",
    `title: T
steps:
  - code: x
    expect: 2 # two
`,
    [
      "4:15-20 text-cut: YAML took `# two` for a comment, so the text of `expect` ends before it\n  Put the text under `|`\n  |     expect: |\n  |       2 # two",
    ],
  ],
  [
    "a claim that is cut",
    `title: T
steps:
  - code: print(x) # => 2
`,
    [
      "3:20-26 text-cut: YAML took `# => 2` for a comment, so the text of `code` ends before it\n  Put the text under `|`\n  |   - code: |\n  |       print(x) # => 2",
    ],
  ],
  [
    "a comment where code is due",
    `title: T
steps:
  - code: # nothing
`,
    [
      "3:11-20 text-cut: YAML took `# nothing` for a comment, so the text of `code` ends before it\n  Put the text under `|`\n  |   - code: |\n  |       # nothing",
    ],
  ],
  [
    "a comment within braces",
    `title: T
steps:
  - code: x
    expect: { shows: 2 # two
      }
`,
    [
      '4:24-29 text-cut: YAML took `# two` for a comment, so the text of `shows` ends before it\n  Quote the text\n  |     expect: { shows: "2 # two"',
    ],
  ],
  [
    "a comment behind a title",
    `title: Lists in C # part 2
steps:
  - prose: x
`,
    [
      '1:19-27 text-cut: YAML took `# part 2` for a comment, so the text of `title` ends before it\n  Quote the text; a comment of the file goes on a line of its own\n  | title: "Lists in C # part 2"',
    ],
  ],
  [
    "a comment behind an entry of a list of lines",
    `title: T
objectives:
  - Know C # well
steps:
  - code: input()
    input: [a # b]
`,
    [
      '3:12-18 text-cut: YAML took `# well` for a comment, so the text of `objectives` ends before it\n  Quote the text; a comment of the file goes on a line of its own\n  |   - "Know C # well"',
      '6:15-18 text-cut: YAML took `# b` for a comment, and the bracket behind it too, which is missing then\n  Quote the text\n  |     input: ["a # b"]',
    ],
  ],
  [
    "a table whose first line is further in",
    `title: T
steps:
  - code: df
    expect: |
         a  b
      0  1  2
`,
    [
      "6:7-14 yaml-syntax: The text's first line is indented further than this one, and YAML takes the first for the measure\n  Say behind the sign for a block of text how far its lines are indented: `|2`\n  |     expect: |2",
    ],
  ],
  [
    "a key of a `when` that there is not",
    `title: T
steps:
  - code: "1"
    expect:
      - when: { pyhton: 3.12 }
        shows: 1
      - shows: 2
`,
    ["5:17-23 unknown-key: `pyhton` is no key of a set of requirements\n  Did you mean `python`?"],
  ],
];
