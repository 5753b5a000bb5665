import { silentFailures } from "../lesson/silent-failures.ts";
import { partsShape, variantShape } from "./expectation-keys.ts";
import { requirements } from "./requirement-keys.ts";
import { code, duration, flag, line, path, pattern, prose } from "./text-types.ts";
import type { KeyEntry, Shape } from "./value-type.ts";

/** What every step takes beside the keys of its kind. */
export const anyStep: Readonly<Record<string, KeyEntry>> = {
  id: { about: "The step's name, unique in the lesson; its cells keep it.", type: { kind: "form", form: "id" } },
  requires: { about: "What this step needs of the kernel; else it is skipped.", type: requirements },
  timeout: { about: "How long one cell may run.", type: duration, otherwise: "the lesson's" },
  exclusive: { about: "It measures time: nothing else runs beside it.", type: flag, otherwise: "`no`" },
};

const allow: KeyEntry = {
  about: "What goes wrong in it in silence and is meant to.",
  type: { kind: "list", item: { kind: "choice", of: silentFailures } },
};

/** A mistake that says how it is refused. */
export const wrongShape: Shape = {
  name: "a mistake",
  keys: {
    code: { about: "The mistake, in Python.", type: code, required: true },
    fails: { about: "The test whose assertion refuses it.", type: line },
    raises: { about: "The exception that it ends with, in its own cell or in a test.", type: line },
    loops: { about: "It does not end.", type: flag, otherwise: "`no`" },
  },
};

const expect: KeyEntry = {
  about: "What it shows: a text, a map of parts, or a list of variants.",
  type: {
    kind: "either",
    text: pattern,
    map: { kind: "map", shape: partsShape },
    list: { kind: "list", item: { kind: "map", shape: variantShape }, filled: true },
  },
};

const input: KeyEntry = { about: "The answers to `input()`, in order.", type: { kind: "list", item: line } };

/** The kinds of steps, by the key that makes a step one of them. */
export const stepShapes: Readonly<
  Record<"prose" | "code" | "predict" | "figure" | "quiz" | "exercise" | "include", Shape>
> = {
  prose: {
    name: "a prose step",
    keys: {
      prose: {
        about: "Markdown. A fenced block `output step-id` quotes what a step shows.",
        type: prose,
        required: true,
      },
      ...anyStep,
    },
  },
  code: {
    name: "a code step",
    keys: {
      code: { about: "Python, with claims (`# => 2`) or without.", type: code, required: true },
      expect,
      input,
      allow,
      ...anyStep,
    },
  },
  predict: {
    name: "a prediction",
    keys: {
      predict: {
        about: "Markdown: what the student is to guess before running the cell.",
        type: prose,
        required: true,
      },
      choices: { about: "Markdown: a task list of what may be guessed, as in a quiz.", type: prose },
      code: {
        about: "Python; claims (`# => 2`) are checked, and left out of the notebook.",
        type: code,
        required: true,
      },
      expect,
      answer: {
        about: "Markdown: why it shows what it shows; folded, below what it shows.",
        type: prose,
        required: true,
      },
      input,
      allow,
      ...anyStep,
    },
  },
  figure: {
    name: "a figure",
    keys: {
      figure: { about: "A picture of the course: PNG, JPEG, GIF, WebP or SVG.", type: path, required: true },
      alt: { about: "What the picture shows, for who cannot see it.", type: line, required: true },
      caption: { about: "Markdown, below the picture.", type: prose },
      ...anyStep,
    },
  },
  quiz: {
    name: "a quiz",
    keys: {
      quiz: { about: "Markdown: a question that ends with a task list of choices.", type: prose, required: true },
      proof: { about: "Python, never shown, that raises unless the right choices are right.", type: code },
      ...anyStep,
    },
  },
  exercise: {
    name: "an exercise",
    keys: {
      exercise: { about: "Markdown: the task.", type: prose, required: true },
      starter: { about: "The cell that the student fills in, in Python.", type: code, required: true },
      hints: { about: "Markdown, each; shown one by one.", type: { kind: "list", item: prose } },
      solution: { about: "The Python that passes all tests.", type: code, required: true },
      tests: {
        about: "The tests, each a name and Python; an assert's message is the student's feedback.",
        type: { kind: "names", what: "test", value: code, filled: true },
        required: true,
      },
      wrong: {
        about:
          "Mistakes, each a name and Python that an assertion of a test must refuse, or a map that says how it fails.",
        type: {
          kind: "names",
          what: "mistake",
          value: { kind: "either", text: code, map: { kind: "map", shape: wrongShape } },
        },
      },
      equivalent: {
        about:
          "Changes of the solution that `--mutate` tries and that make no difference: each the changed line as it is written, and the reason.",
        type: { kind: "names", what: "changed line", value: line },
      },
      isolate: {
        about: "`kernel`: each attempt is made in a fresh kernel.",
        type: { kind: "choice", of: ["namespace", "kernel"] },
        otherwise: "`namespace`",
      },
      allow,
      ...anyStep,
    },
  },
  include: {
    name: "an include",
    keys: { include: { about: "A file whose steps are put in this place.", type: path, required: true } },
  },
};
