import { decodePng } from "../../src/source/decode-png.ts";
import { renderUpdate } from "../../src/report/render-update.ts";
import { plainStyle } from "../../src/report/style.ts";
import { describe, expect, it } from "vitest";

import type { Facts } from "../../src/model/facts.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import type { Ending, Observation, Output } from "../../src/model/observation.ts";
import type { Update } from "../../src/lesson/recording.ts";
import { recordLesson, type RecordMode } from "../../src/record/record-lesson.ts";
import { editFiles } from "../../src/spec/edit/edit-files.ts";
import { codeStep, facts, lessonOf, observedStep, ranCell } from "../check/examples.ts";
import { readFiles } from "../spec/read-files.ts";
import type { LessonOnKernel, ShownStep } from "../../src/record/lesson-on-kernel.ts";

/** The kernel lacks what the step requires. */
const skipped: Skipped = { requires: "more" };

interface Skipped {
  readonly requires: string;
}

/** What a cell put out in a run: text on stdout, outputs, or how it ended. */
type Shown = string | readonly Output[] | { readonly ending: Ending } | { readonly prompt: string } | Skipped;

interface Kernel {
  readonly facts?: Partial<Facts>;
  /** Run by run, what each step showed. */
  readonly runs: readonly (readonly Shown[])[];
}

const error = (name: string, message: string): Output => ({ type: "error", name, message, traceback: [] });
const stderr = (text: string): Output => ({ type: "stream", name: "stderr", text });
const stdout = (text: string): Output => ({ type: "stream", name: "stdout", text });

const json = (value: unknown, others: Readonly<Record<string, string>> = {}): Output => {
  return { type: "display", mime: { "application/json": value, ...others } };
};

/** A lesson's steps after a recording, and what was left alone as `line: reason`. */
async function recorded(
  steps: string,
  kernels: readonly Kernel[],
  mode: RecordMode = "all",
): Promise<{ readonly text: string; readonly left: readonly string[]; readonly update: Update }> {
  const head = "title: T\nsteps:\n";
  const { courses, sources, diagnostics } = await readFiles({ "lesson.yaml": head + steps }, ["lesson.yaml"]);
  expect(diagnostics).toEqual([]);
  const lesson = courses[0]?.lessons[0];
  if (lesson === undefined) throw new Error("No lesson");
  const runs = kernels.map((kernel, index) => onKernel(lesson, kernel, `kernel ${index + 1}`));
  const update = editFiles([recordLesson(lesson, runs, { mode, decodePng })], sources);
  const text = update.files[0]?.after ?? head + steps;
  return {
    text: text.slice(head.length),
    left: update.leftAlone.map(({ place, reason }) => `${place.line - 2}: ${reason}`),
    update,
  };
}

function onKernel(lesson: Lesson, kernel: Kernel, name: string): LessonOnKernel {
  const runs = kernel.runs.map(
    (shown) => new Map(shown.map((each, index) => [index, shownStep(index, each)] as const)),
  );
  expect(runs.every(({ size }) => size === lesson.steps.length)).toBe(true);
  return { kernel: name, facts: { ...facts, ...kernel.facts }, runs };
}

function shownStep(step: number, shown: Shown): ShownStep {
  const run = {
    step,
    actions: [],
    timeout: 1000,
    exclusive: false,
    unmet: isSkipped(shown) ? ["needs more"] : [],
    isolate: "namespace",
  } as const;
  const action = { kind: "cell", id: "cell", role: "code", code: "", input: [], mayRaise: false } as const;
  const actions = isSkipped(shown) ? [] : [{ action, observations: [observationOf(shown)] }];
  return { observed: { run, actions, newKernel: false }, findings: [], verdict: "passed" };
}

function isSkipped(shown: Shown): shown is Skipped {
  return typeof shown === "object" && "requires" in shown;
}

function observationOf(shown: Exclude<Shown, Skipped>): Observation {
  const seen = { outputs: [], ending: { kind: "completed" }, prompts: [], duration: 1 } as const;
  if (typeof shown === "string") return { ...seen, outputs: [stdout(shown)] };
  if ("ending" in shown) return { ...seen, ending: shown.ending };
  if ("prompt" in shown) return { ...seen, prompts: [{ prompt: shown.prompt, answered: false }] };
  return { ...seen, outputs: shown };
}

/** One kernel, each of whose runs shows this. */
const always = (...shown: readonly Shown[]): readonly Kernel[] => [{ runs: [shown, shown] }];

const fence = "```";

/** Prose that quotes the step below it. */
const quoting = (block: string, step = "  code: f()\n", at = "two"): string =>
  `- prose: |\n    So:\n\n    ${fence}output ${at}\n${block.replaceAll(/^(?=.)/gm, "    ")}    ${fence}\n\n    Yes.\n- id: two\n${step}`;
const showing = (...runs: readonly string[]): readonly Kernel[] => [{ runs: runs.map((run) => ["", run]) }];
const claim = (text: string): string => `  code: |\n    f()  # => ${text}\n`;
const block = (text: string): string => `  code: f()\n  expect: |\n${text.replaceAll(/^(?=.)/gm, "    ")}`;

const pandas = (version: string): Partial<Facts> => ({ packages: { pandas: version } });

it("recordLesson() keeps the remark behind a claim that stood behind one space", async () => {
  const { text, left } = await recorded("- code: |\n    f()  # => 1 (one)\n    f()  # => 1  (one)\n", always("2\n3\n"));
  expect(left).toEqual([]);
  expect(text).toBe("- code: |\n    f()  # => 2  (one)\n    f()  # => 3  (one)\n");
});

it("recordLesson() leaves alone what shows more than anyone would read", async () => {
  const { text, left } = await recorded("- code: f()\n", always("1,234,".repeat(20_000)));
  expect(text).toBe("- code: f()\n");
  expect(left).toEqual([
    "1: It shows 120,000 characters, and no pattern is made of more than 100,000: say by hand what must hold (`contains`), or let it show less",
  ]);
});

it("recordLesson() keeps the author's lines around one that changed in a long text", async () => {
  const line = `${"x".repeat(60_000)}\n`;
  const { text, left } = await recorded(
    `-${block(`n $(int)\n${line}${line}old\n`).slice(1)}`,
    always(`n 5\n${line}${line}new\n`),
  );
  expect(left).toEqual([]);
  expect(text).toBe(`-${block(`n $(int)\n${line}${line}new\n`).slice(1)}`);
});

describe("recordLesson() on several kernels", () => {
  const wasm = { platform: "emscripten", bits: 32, version: "3.14.2" } as const;

  it("takes the versions of a package that the lesson uses before all else", async () => {
    const steps = "- code: import pandas\n- code: f()\n";
    const kernels = [
      {
        facts: pandas("2.3.1"),
        runs: [
          [[], "a\n"],
          [[], "a\n"],
        ],
      },
      {
        facts: { ...pandas("3.0.1"), version: "3.14.0" },
        runs: [
          [[], "b\n"],
          [[], "b\n"],
        ],
      },
    ];
    const { text, update } = await recorded(steps, kernels);
    expect(text).toBe(
      `${steps}  expect:\n    - { when: { packages: { pandas: 3+ } }, shows: b }\n    - { shows: a }\n`,
    );
    expect(update.choices).toMatchObject([{ place: { line: 4 }, others: [{ python: ">=3.14" }] }]);
  });

  it("takes what the text is about, and names what would do as well", async () => {
    const kernels = [
      { runs: [["[Errno 2] x\n"], ["[Errno 2] x\n"]] },
      { facts: wasm, runs: [["[Errno 44] x\n"], ["[Errno 44] x\n"]] },
    ];
    const { text, update } = await recorded("- code: f()\n", kernels);
    expect(text).toContain("when: { platform: linux }");
    expect(renderUpdate(update, plainStyle)).toContain(
      "lesson.yaml:3  `platform: linux`; `bits: 64` or `python: 3.12` would tell them apart as well\n",
    );
  });
});

describe("recordLesson()", () => {
  it.each<[string, string, readonly Kernel[], string]>([
    ["what a step shows", "- code: f()\n", always("1\n"), "- code: f()\n  expect: 1\n"],
    ["nothing for a step that shows nothing", "- code: f()\n", always([]), "- code: f()\n"],
    [
      "nothing for what still holds",
      "- code: f()\n  expect: $(int)\n",
      always("7\n"),
      "- code: f()\n  expect: $(int)\n",
    ],
    [
      "an error",
      "- code: f()\n  expect: 1\n",
      always([stdout("1\n"), error("KeyError", "'a'")]),
      "- code: f()\n  expect:\n    shows: 1\n    error: { name: KeyError, message: \"'a'\" }\n"
        .replace("\n    shows: 1\n    error:", " { shows: 1, error:")
        .replace("}\n", "} }\n"),
    ],
    [
      "an error without a message",
      "- code: f()\n",
      always([error("KeyError", "")]),
      "- code: f()\n  expect: { error: { name: KeyError } }\n",
    ],
    [
      "only the name where only that was expected",
      "- code: f()\n  expect: { error: { name: TypeError } }\n",
      always([error("KeyError", "a")]),
      "- code: f()\n  expect: { error: { name: KeyError } }\n",
    ],
    [
      "output in place of an error",
      "- code: f()\n  expect: { error: { name: TypeError } }\n",
      always("ok\n"),
      "- code: f()\n  expect: { shows: ok }\n",
    ],
    [
      "stderr",
      "- code: f()\n",
      always([stderr("careful\n"), stdout("a\n")]),
      "- code: f()\n  expect: { shows: a, stderr: careful }\n",
    ],
    [
      "that a step shows nothing any more",
      "- code: f()\n  expect: { shows: a }\n",
      always([]),
      "- code: f()\n  expect: { nothing: true }\n",
    ],
    [
      "a part that was asked for",
      "- code: f()\n  expect: { stdout: a }\n",
      always("b\n"),
      "- code: f()\n  expect: { stdout: b }\n",
    ],
    ["a claim", "- code: |\n    f()  # => 1  one\n", always("2\n"), "- code: |\n    f()  # => 2  one\n"],
    [
      "a hole in a claim",
      "- code: |\n    f()  # => 1  one\n",
      [{ runs: [["x 2\n"], ["x 3\n"]] }],
      "- code: |\n    f()  # => x $(int)  one\n",
    ],
    [
      "captures that later steps use",
      "- code: f()\n  expect: |\n    $(a:int)\n    old\n- code: g()\n  expect: $(=a)\n",
      [
        {
          runs: [
            ["1\nnew\n", "1\n"],
            ["2\nnew\n", "2\n"],
          ],
        },
      ],
      "- code: f()\n  expect: |\n    $(a:int)\n    new\n- code: g()\n  expect: $(=a)\n",
    ],
    [
      "variants for kernels that differ",
      "- code: f()\n",
      [{ runs: [["old\n"], ["old\n"]] }, { facts: { version: "3.13.0" }, runs: [["new\n"], ["new\n"]] }],
      "- code: f()\n  expect:\n    - { when: { python: 3.13+ }, shows: new }\n    - { shows: old }\n",
    ],
    [
      "a variant where a step shows nothing on one kernel",
      "- code: f()\n",
      [{ runs: [["a\n"], ["a\n"]] }, { facts: { bits: 32 }, runs: [[[]], [[]]] }],
      "- code: f()\n  expect:\n    - { when: { bits: 64 }, shows: a }\n    - { nothing: true }\n",
    ],
    [
      "one variant before another that still holds elsewhere",
      "- code: f()\n  expect: old\n",
      [{ runs: [["old\n"], ["old\n"]] }, { facts: { version: "3.13.0" }, runs: [["new\n"], ["new\n"]] }],
      "- code: f()\n  expect:\n    - { when: { python: 3.13+ }, shows: new }\n    - { shows: old }\n",
    ],
    [
      "a variant within a variant",
      "- code: f()\n  expect:\n    - { when: { bits: 64 }, shows: old }\n    - { shows: other }\n",
      [{ runs: [["a\n"], ["a\n"]] }, { facts: { version: "3.13.0" }, runs: [["b\n"], ["b\n"]] }],
      "- code: f()\n  expect:\n    - { when: { python: 3.13+, bits: 64 }, shows: b }\n    - { when: { bits: 64 }, shows: a }\n    - { shows: other }\n",
    ],
    [
      "a variant for a kernel that had none, behind the others",
      "- code: f()\n  expect:\n    - { when: { bits: 32 }, shows: a }\n",
      always("b\n"),
      "- code: f()\n  expect:\n    - { when: { bits: 32 }, shows: a }\n    - { shows: b }\n",
    ],
    [
      "one pattern for kernels whose addresses differ",
      "- code: f()\n",
      [{ runs: [["at 0x7fff12\n"], ["at 0x7fff13\n"]] }, { facts: { bits: 32 }, runs: [["at 0x12\n"], ["at 0x12\n"]] }],
      "- code: f()\n  expect: at $(hex)\n",
    ],
    [
      "what the kernels show that can run a step",
      "- code: f()\n",
      [{ runs: [["1\n"], ["1\n"]] }, { runs: [[skipped], [skipped]] }],
      "- code: f()\n  expect: 1\n",
    ],
    [
      "a display that is text of its own kind",
      "- code: f()\n",
      always([{ type: "display", mime: { "text/html": "<b>x</b>" } }]),
      "- code: f()\n  expect: { display: { text/html: x } }\n",
    ],
    [
      "an amount of memory, even where it is the same in all runs",
      "- code: tracemalloc.get_traced_memory()\n",
      always("3 lists of 397096 bytes\nless: 184\nmore: 56\n"),
      "- code: tracemalloc.get_traced_memory()\n  expect: |\n    3 lists of $(int >= 0) bytes\n    less: $(int >= 0)\n    more: $(int >= 0)\n",
    ],
    [
      "a duration of a cell that reads a clock, even where it is the same in all runs",
      "- code: print(perf_counter())\n",
      always("Two threads: 0.10 s, 1.00 cores busy\nDone: 3 of 3, 1.5 each\n"),
      "- code: print(perf_counter())\n  expect: |\n    Two threads: $(float >= 0) s, $(float) cores busy\n    Done: 3 of 3, 1.5 each\n",
    ],
    [
      "what looks like a duration of a cell that reads none, as it is",
      "- code: f()\n",
      always("Two threads: 0.10 s, 1.00 cores busy\n"),
      "- code: f()\n  expect: |\n    Two threads: 0.10 s, 1.00 cores busy\n",
    ],
    [
      "JSON by its structure, with a hole where it differs",
      "- code: f()\n",
      [
        {
          runs: [
            [[json({ took: "3 ms", n: [1, -2.5, "1", null, true, "...", "$(int)"], at: 0.1, e: {}, l: [] })]],
            [[json({ e: {}, n: [1, -2.5, "1", null, true, "...", "$(int)"], took: "4 ms", at: 0.2, l: [] })]],
          ],
        },
      ],
      `- code: f()
  expect:
    display:
      application/json:
        {
          "took": "$(int) ms",
          "n": [1, -2.5, "1", null, true, "$(/\\\\.\\\\.\\\\./)", "$$(int)"],
          "at": $(float),
          "e": {},
          "l": []
        }
`,
    ],
    [
      "JSON that IPython names without showing it",
      "- code: f()\n",
      always([json({ a: 1 }, { "text/plain": "<IPython.core.display.JSON object>" })]),
      '- code: f()\n  expect: { shows: <IPython.core.display.JSON object>, display: { application/json: { "a": 1 } } }\n',
    ],
    [
      "JSON whose keys come and go as text",
      "- code: f()\n",
      [{ runs: [[[json({ a: 1, b: 2, c: 3, d: 4 })]], [[json({ a: 1, b: 2, c: 3, d: 4, e: 5 })]]] }],
      `- code: f()
  expect:
    display:
      application/json: |
        {
          "a": 1,
          "b": 2,
          "c": 3,
        ...
        }
`,
    ],
    [
      "JSON of each kernel",
      "- code: f()\n",
      [
        { runs: [[[json([1, "a, b: c"])]], [[json([1, "a, b: c"])]]] },
        { facts: { bits: 32 }, runs: [[[json([2])]], [[json([2])]]] },
      ],
      '- code: f()\n  expect:\n    - { when: { bits: 64 }, display: { application/json: [1, "a, b: c"] } }\n    - { display: { application/json: [2] } }\n',
    ],
    [
      "the size of a picture",
      "- code: f()\n",
      always([{ type: "display", mime: { "image/gif": btoa("GIF89a\x02\0\x03\0\0\0\0") } }]),
      "- code: f()\n  expect: { display: { image/gif: { width: 2, height: 3 } } }\n",
    ],
    [
      "another order",
      "- code: f()\n  expect: { shows: a, spaces: loose }\n",
      [{ runs: [["b x\nc\n"], ["c\nb x\n"]] }],
      "- code: f()\n  expect:\n    spaces: loose\n    shows: |\n      b x\n      c\n    unordered: true\n",
    ],
  ])("records %s", async (_, steps, kernels, text) => {
    const result = await recorded(steps, kernels);
    expect(result.left).toEqual([]);
    expect(result.text).toBe(text);
    expect((await recorded(text, kernels)).update).toMatchObject({ files: [], changes: 0, leftAlone: [] });
  });

  it.each<[string, string, readonly Kernel[], readonly string[]]>([
    [
      "a step that raises now and then",
      "- code: f()\n",
      [{ runs: [[[error("A", "")]], [[]]] }],
      ["1: It raises in one run and not in another"],
    ],
    [
      "a step of which nothing stays",
      "- code: f()\n",
      [{ runs: [["ada\n"], ["grace\n"]] }],
      ["1: Nothing in what it shows stays the same from run to run: say by hand what must hold"],
    ],
    [
      "a step whose runs have nothing in common",
      "- code: f()\n",
      [{ runs: [["ada\n"], ["1 + 2\n"]] }],
      ["1: What it shows differs from run to run: `ada` and `1 + 2`"],
    ],
    [
      "a picture that cannot be read",
      "- code: f()\n",
      always([{ type: "display", mime: { "image/png": "…" } }]),
      ["1: It shows image/png and no text"],
    ],
    [
      "a question without an answer",
      "- code: f()\n",
      always({ prompt: "Name? " }),
      ['1: It asked for input and the lesson has no answer: "Name? "'],
    ],
    [
      "an answer that nobody asked for",
      "- code: f()\n  input: [a]\n",
      always("1\n"),
      ["1: Change it by hand: the cell asked for input 0 times and the lesson has 1 answers"],
    ],
    [
      "`contains`",
      "- code: f()\n  expect: { contains: b }\n",
      always("a\n"),
      ["1: Change it by hand: the output does not have this line"],
    ],
    [
      "claims of another number",
      "- code: |\n    f()  # => 1\n",
      always("1\n2\n"),
      ["1: It shows 2 lines and has 1 claim: remove the cell's claims, and the next update records an `expect`"],
    ],
    [
      "claims with two spaces",
      "- code: |\n    f()  # => 1\n",
      always("1  2\n"),
      [
        "1: Two spaces end a claim, and it shows `1  2`: remove the cell's claims, and the next update records an `expect`",
      ],
    ],
    [
      "claims of a cell that raises",
      "- code: |\n    f()  # => 1\n",
      always([error("A", "b")]),
      ["1: It raises, which claims cannot say: remove the cell's claims, and the next update records an `expect`"],
    ],
    [
      "claims of which another statement shows one",
      "- code: |\n    a = f()  # => 1\n    a\n",
      always([{ type: "stream", name: "stdout", text: "2\n", running: [[{ lines: [2], whole: true }], []] }]),
      ["1: Change it by hand: the statement of this claim shows nothing"],
    ],
    [
      "kernels that nothing tells apart",
      "- code: f()\n",
      [{ runs: [["a\n"], ["a\n"]] }, { runs: [["b\n"], ["b\n"]] }],
      ["1: It shows something else on kernel 1 than on kernel 2, and nothing that `when` can name tells the two apart"],
    ],
    [
      "claims of a cell that differs from kernel to kernel",
      "- code: |\n    f()  # => 1\n",
      [{ runs: [["a\n"], ["a\n"]] }, { facts: { bits: 32 }, runs: [["b\n"], ["b\n"]] }],
      [
        "1: It shows something else from kernel to kernel, and claims have no variants: remove the cell's claims, and the next update records an `expect`",
      ],
    ],
    [
      "a pattern that alone binds a capture",
      "- code: f()\n  expect: $(a:int)\n- code: g()\n  expect: $(=a)\n",
      always("x\n", "1\n"),
      ["1: A later step uses `a`, which only this step's present pattern captures: change it by hand"],
    ],
  ])("leaves alone %s", async (_, steps, kernels, left) => {
    const result = await recorded(steps, kernels);
    expect(result.left).toEqual(left);
    expect(result.text).toBe(steps);
  });

  it("records nothing of a lesson whose deadline passed", () => {
    const deadline = { limit: 2000, place: { file: "lesson.yaml", line: 2, column: 11 } };
    const lesson = { ...lessonOf(codeStep("a", "f()"), codeStep("b", "g()")), deadline };
    const steps = new Map<number, ShownStep>([
      [0, { observed: { ...ranCell(0, stdout("1\n")), outOfTime: "during" }, findings: [], verdict: "failed" }],
      [1, { observed: observedStep(1, [], { outOfTime: "before" }), findings: [], verdict: "skipped" }],
    ]);
    const { changes, leftAlone } = recordLesson(lesson, [{ kernel: "k", facts, runs: [steps] }], {
      mode: "all",
      decodePng: () => undefined,
    });
    expect(changes).toEqual([]);
    expect(leftAlone).toEqual([
      {
        place: lesson.steps[0]?.place,
        reason:
          "Nothing of the lesson is recorded: the lesson's cells did not end within 2 s, all together; the step a was interrupted",
      },
    ]);
  });

  it("leaves alone what failed because an earlier step raised", async () => {
    const kernels = always([error("E", "no")], [error("NameError", "name 'x' is not defined")]);
    const { text, left } = await recorded("- { id: first, code: x = f() }\n- code: print(x)\n", kernels);
    expect(text).toBe(
      "- { id: first, code: x = f(), expect: { error: { name: E, message: no } } }\n- code: print(x)\n",
    );
    expect(left).toEqual(["2: It needs first, which did not come to its end"]);
  });

  it.each<[string, Ending, string]>([
    [
      "ran into its deadline",
      { kind: "timed-out", timeout: 1000, restarted: false },
      "the cell did not end within 1 s; it was interrupted",
    ],
    [
      "killed its kernel",
      { kind: "died", death: { signal: "SIGSEGV" } },
      "the kernel was ended by SIGSEGV while the cell ran",
    ],
    [
      "put out too much",
      { kind: "flooded", limit: 10, restarted: false },
      "the cell put out more than 10 bytes; it was interrupted",
    ],
    ["was lost", { kind: "lost", reason: "The run was ended", code: "server-lost" }, "the run was ended"],
  ])("records nothing of a lesson of which a cell %s", async (_, ending, reason) => {
    const steps = "- code: f()\n- code: g()\n";
    const { text, left } = await recorded(steps, [
      {
        runs: [
          ["1\n", "2\n"],
          ["1\n", { ending }],
        ],
      },
    ]);
    expect(text).toBe(steps);
    expect(left).toEqual([`2: Nothing of the lesson is recorded: ${reason}`]);
  });

  it("in the mode `new` records only where nothing is expected yet", async () => {
    const { text, left } = await recorded("- code: f()\n  expect: 1\n- code: g()\n", always("2\n", "3\n"), "new");
    expect(text).toBe("- code: f()\n  expect: 1\n- code: g()\n  expect: 3\n");
    expect(left).toEqual([]);
  });

  it("lists each new hole at its line in the file as it is to be", async () => {
    const steps = "- code: f()\n- code: g()\n";
    const { update } = await recorded(steps, [
      {
        runs: [
          ["1\n2\n", "x\ny 1\n"],
          ["1\n2\n", "x\ny 2\n"],
        ],
      },
    ]);
    expect(update.holes).toEqual([
      {
        place: { file: "lesson.yaml", line: 10, column: 5 },
        line: "y $(int)",
        number: 1,
        hole: "$(int)",
        what: "a whole number",
        seen: ["1", "2"],
      },
    ]);
  });

  it("changes nothing when what it wrote is seen again", async () => {
    const kernels: readonly Kernel[] = [
      { runs: [["a 1\n"], ["a 2\n"]] },
      { facts: { bits: 32 }, runs: [["b\n"], ["b\n"]] },
    ];
    const { text } = await recorded("- code: f()\n", kernels);
    expect((await recorded(text, kernels)).update).toMatchObject({ files: [], changes: 0, leftAlone: [] });
  });

  it.each<[string, string, readonly Kernel[], string]>([
    ["all that a step shows", quoting("2\n", claim("2")), showing("3\n", "3\n"), quoting("3\n", claim("3"))],
    [
      "all of it where it has more lines",
      quoting("a\nb\n", block("a\nb\n")),
      showing("a\nc\nd\n", "a\nc\nd\n"),
      quoting("a\nc\nd\n", block("a\nc\nd\n")),
    ],
    [
      "the line nearest to the old one",
      quoting("size: 10 bytes\n", block("name: x\nsize: 10 bytes\nkind: y\nlast\n")),
      showing("name: x\nsize: 12 bytes\nkind: y\n", "name: x\nsize: 12 bytes\nkind: y\n"),
      quoting("size: 12 bytes\n", block("name: x\nsize: 12 bytes\nkind: y\n")),
    ],
    [
      "the line that stands where the old one stood",
      quoting("spam\n", block("a\nspam\nb\n")),
      showing("a\neggs\nb\n", "a\neggs\nb\n"),
      quoting("eggs\n", block("a\neggs\nb\n")),
    ],
    [
      "all between lines that stayed, with lines that came between",
      quoting("begin\none\nend\n", block("x\nbegin\none\nend\n")),
      showing("x\nbegin\n1\n2\nend\n", "x\nbegin\n1\n2\nend\n"),
      quoting("begin\n1\n2\nend\n", block("x\nbegin\n1\n2\nend\n")),
    ],
    [
      "what stands beside `...`, which stays, and so do holes",
      quoting("size $(int)\n...\nat $(hex): old\n", block("size 1\nx\nat 0x1f: old\ny\n")),
      showing("size 1\nx\nat 0x1f: new\ny\n", "size 1\nx\nat 0x2f: new\ny\n"),
      quoting("size $(int)\n...\nat $(hex): new\n", block("size 1\nx\nat $(hex): new\ny\n")),
    ],
    [
      "a line with the holes that the step's own pattern has",
      quoting("n = 1, one\n", block("x\nn = $(n:int > 0), one\n")),
      showing("x\nn = 1, two\n", "x\nn = 1, two\n"),
      quoting("n = $(n:int > 0), two\n", block("x\nn = $(n:int > 0), two\n")),
    ],
    [
      "lines that are indented as the old ones were",
      quoting("  a = 1\n    b\n", block("f:\n      a = 1\n        b\n")),
      showing("f:\n      a = 2\n        b\n", "f:\n      a = 2\n        b\n"),
      quoting("  a = 2\n    b\n", block("f:\n      a = 2\n        b\n")),
    ],
    [
      "text that a pattern would read otherwise",
      quoting("cost: 1\n", block("cost: 1\nb\n")),
      showing("cost: $(int)\nb\n", "cost: $(int)\nb\n"),
      quoting("cost: $$(int)\n", block("cost: $$(int)\nb\n")),
    ],
    [
      "a quotation of a step whose expectation still holds",
      quoting("1\n", block("$(int)\nlast\n")),
      showing("2\nlast\n", "2\nlast\n"),
      quoting("$(int)\n", block("$(int)\nlast\n")),
    ],
    [
      "only the quotation of the kernels that show something else",
      quoting("2\n", claim("3"), "two bits=64"),
      [
        {
          runs: [
            ["", "3\n"],
            ["", "3\n"],
          ],
        },
        {
          facts: { bits: 32 },
          runs: [
            ["", "3\n"],
            ["", "3\n"],
          ],
        },
      ],
      quoting("3\n", claim("3"), "two bits=64"),
    ],
    [
      "an excerpt that all kernels show, though the rest differs",
      quoting("LOAD 1\n", block("x\nLOAD 1\n")),
      [
        {
          runs: [
            ["", "x\nLOAD 2\n"],
            ["", "x\nLOAD 2\n"],
          ],
        },
        {
          facts: { version: "3.13.0" },
          runs: [
            ["", "x\ny\nLOAD 2\n"],
            ["", "x\ny\nLOAD 2\n"],
          ],
        },
      ],
      quoting(
        "LOAD 2\n",
        "  code: f()\n  expect:\n    - when: { python: 3.13+ }\n      shows: |\n        x\n        y\n        LOAD 2\n    - shows: |\n        x\n        LOAD 2\n",
      ),
    ],
    [
      "the last line of an error",
      quoting("KeyError: 1\n", "  code: f()\n  expect: { error: { name: KeyError, message: 1 } }\n"),
      [
        {
          runs: [
            ["", [error("KeyError", "2")]],
            ["", [error("KeyError", "2")]],
          ],
        },
      ],
      quoting("KeyError: 2\n", "  code: f()\n  expect: { error: { name: KeyError, message: 2 } }\n"),
    ],
  ])("refreshes %s", async (_, steps, kernels, text) => {
    const result = await recorded(steps, kernels);
    expect(result.left).toEqual([]);
    expect(result.text).toBe(text);
    expect((await recorded(text, kernels)).update).toMatchObject({ files: [], quotations: 0, leftAlone: [] });
  });

  const two = "- code: f()\n- code: g()\n";
  const uuid = "$(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/)";
  const uuids = ["01234567-89ab-cdef-0123-456789abcdef", "11234567-89ab-cdef-0123-456789abcdef"] as const;

  it.each<[string, string, readonly Kernel[], string]>([
    [
      "addresses within a step",
      "- code: f()\n",
      [{ runs: [["0x7f01 0x7f01\n0x7f02\n0x7f01\n"], ["0x7f03 0x7f03\n0x7f04\n0x7f03\n"]] }],
      "- code: f()\n  expect: |\n    $(address:hex) $(=address)\n    $(hex)\n    $(=address)\n",
    ],
    [
      "several things, each with a name of its own that is not taken",
      "- code: e()\n  expect: $(address:hex)\n- code: f()\n",
      [
        {
          runs: [
            ["0x1\n", "0x11\n0x12\n0x12\n0x11\n"],
            ["0x2\n", "0x13\n0x14\n0x14\n0x13\n"],
          ],
        },
      ],
      "- code: e()\n  expect: $(address:hex)\n- code: f()\n  expect: |\n    $(address2:hex)\n    $(address3:hex)\n    $(=address3)\n    $(=address2)\n",
    ],
    [
      "what `id()` gives, across steps",
      two,
      [
        {
          runs: [
            ["139694541189056\n", "again 139694541189056\n"],
            ["139728224266048\n", "again 139728224266048\n"],
          ],
        },
      ],
      "- code: f()\n  expect: $(value:int)\n- code: g()\n  expect: again $(=value)\n",
    ],
    [
      "a UUID and a process id, on all kernels",
      "- code: f()\n",
      [
        { runs: [[`pid 31: ${uuids[0]}\npid 31: ${uuids[0]}\n`], [`pid 32: ${uuids[1]}\npid 32: ${uuids[1]}\n`]] },
        { facts: { bits: 32 }, runs: [[`pid 31: ${uuids[1]}\npid 31: ${uuids[1]}\n`]] },
      ],
      `- code: f()\n  expect: |\n    pid $(pid:int): ${uuid.replace("(", "(uuid:")}\n    pid $(=pid): $(=uuid)\n`,
    ],
    [
      "nothing where one run has other values",
      "- code: f()\n",
      [{ runs: [["0x7f01 0x7f01\n"], ["0x7f03 0x7f04\n"]] }],
      "- code: f()\n  expect: $(hex) $(hex)\n",
    ],
    [
      "nothing where one kernel has other values",
      "- code: f()\n",
      [{ runs: [["0x1 0x1\n"], ["0x2 0x2\n"]] }, { facts: { bits: 32 }, runs: [["0x1 0x2\n"], ["0x1 0x2\n"]] }],
      "- code: f()\n  expect: $(hex) $(hex)\n",
    ],
    [
      "no small numbers, which are equal for no reason",
      "- code: f()\n",
      [{ runs: [["12 12\n"], ["13 13\n"]] }],
      "- code: f()\n  expect: $(int) $(int)\n",
    ],
    [
      "nothing across steps that is the same in all runs",
      two,
      always("<a at 0x1f>\n", "<a at 0x1f>\n"),
      "- code: f()\n  expect: <a at $(hex)>\n- code: g()\n  expect: <a at $(hex)>\n",
    ],
    [
      "nothing across steps of which the first may not run",
      "- code: f()\n  requires: { gil: yes }\n- code: g()\n",
      [
        {
          runs: [
            ["0x1\n", "0x1\n"],
            ["0x2\n", "0x2\n"],
          ],
        },
      ],
      "- code: f()\n  expect: $(hex)\n  requires: { gil: yes }\n- code: g()\n  expect: $(hex)\n",
    ],
    [
      "within each variant alone",
      two,
      [
        {
          runs: [
            ["a 0x1 0x1\n", "0x1\n"],
            ["a 0x2 0x2\n", "0x2\n"],
          ],
        },
        {
          facts: { bits: 32 },
          runs: [
            ["b 0x1\n", "0x1\n"],
            ["b 0x2\n", "0x2\n"],
          ],
        },
      ],
      "- code: f()\n  expect:\n    - { when: { bits: 64 }, shows: a $(address:hex) $(=address) }\n    - { shows: b $(hex) }\n- code: g()\n  expect: $(hex)\n",
    ],
    [
      "nothing of lines that have no order",
      "- code: f()\n",
      [{ runs: [["a 0x1\nb 0x1\n"], ["b 0x2\na 0x2\n"]] }],
      "- code: f()\n  expect:\n    shows: |\n      a $(hex)\n      b $(hex)\n    unordered: true\n",
    ],
  ])("captures equal values: %s", async (_, steps, kernels, text) => {
    const result = await recorded(steps, kernels);
    expect(result.left).toEqual([]);
    expect(result.text).toBe(text);
    expect((await recorded(text, kernels)).update).toMatchObject({ files: [], changes: 0, leftAlone: [] });
  });

  it("lists what captures and what is the same again", async () => {
    const { update } = await recorded("- code: f()\n", [{ runs: [["0x11 0x11\n"], ["0x12 0x12\n"]] }]);
    expect(update.holes.map(({ line, hole, what }) => [line, hole, what])).toEqual([
      ["$(address:hex) $(=address)", "$(address:hex)", "an address"],
      ["$(address:hex) $(=address)", "$(=address)", "the same address again"],
    ]);
  });

  const notShown = "4: `two` does not show what is quoted of it here, and ";

  it.each<[string, string, readonly Kernel[], string]>([
    [
      "of which nothing is left",
      quoting("spam and eggs\n", block("1\nspam and eggs\n3\n")),
      showing("a\nb\nc\nd\n", "a\nb\nc\nd\n"),
      `${notShown}nothing it shows is clearly what became of it: change it by hand`,
    ],
    [
      "to which two excerpts are as near",
      quoting("x = 5\n", block("a\nb\nc\nx = 5\n")),
      showing("x = 1\nx = 2\n", "x = 1\nx = 2\n"),
      `${notShown}nothing it shows is clearly what became of it: change it by hand`,
    ],
    [
      "that kernels would have to share",
      quoting("1\n", claim("1")),
      [
        {
          runs: [
            ["", "2\n"],
            ["", "2\n"],
          ],
        },
        {
          facts: { bits: 32 },
          runs: [
            ["", "1\n"],
            ["", "1\n"],
          ],
        },
      ],
      `${notShown}what the step is to show must be settled first`,
    ],
    [
      "that kernels share no longer",
      quoting("1\n", block("1\n")),
      [
        {
          runs: [
            ["", "2\n"],
            ["", "2\n"],
          ],
        },
        {
          facts: { bits: 32 },
          runs: [
            ["", "1\n"],
            ["", "1\n"],
          ],
        },
      ],
      `${notShown}shows something else from kernel to kernel: quote each, with its conditions behind the \`id\``,
    ],
    [
      "of lines that come in another order",
      quoting("a\n", block("a\nx\n")),
      showing("b\nc\n", "c\nb\n"),
      `${notShown}shows no lines that are the same from run to run in its place: change it by hand`,
    ],
  ])("leaves a quotation %s", async (_, steps, kernels, reason) => {
    const { text, left } = await recorded(steps, kernels);
    expect(left).toContain(reason);
    expect(text.split("\n").slice(0, 6)).toEqual(steps.split("\n").slice(0, 6));
  });

  it("leaves quotations alone where only new expectations are asked for", async () => {
    const steps = quoting("1\n", claim("1"));
    const { text, left } = await recorded(steps, showing("2\n", "2\n"), "new");
    expect([text, left]).toEqual([steps, []]);
  });

  it("lists the holes of a quotation at their own lines", async () => {
    const { update } = await recorded(
      quoting("a\nn 1\n", block("a\nn 1\nx\n...\n")),
      showing("a\nn 2\ny\n", "a\nn 3\ny\n"),
    );
    const own = update.holes.filter(({ place }) => place.line < 10);
    expect(own).toMatchObject([{ place: { line: 8, column: 5 }, hole: "$(int)", line: "n $(int)" }]);
  });
});
