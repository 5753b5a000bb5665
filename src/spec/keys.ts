import type { KeyEntry, Shape, TextRole, ValueType } from "./value-type.ts";

const line: ValueType = { kind: "text", role: "line" };
const prose: ValueType = { kind: "text", role: "prose" };
const code: ValueType = { kind: "text", role: "code" };
const pattern: ValueType = { kind: "text", role: "pattern" };
const path: ValueType = { kind: "text", role: "path" };
const flag: ValueType = { kind: "flag" };
const duration: ValueType = { kind: "form", form: "duration" };

/** What `requires` and `when` hold. */
export const requirementsShape: Shape = {
  name: "requirements",
  keys: {
    python: { about: "The version of Python.", type: { kind: "form", form: "python" } },
    implementation: { about: "The interpreter: `cpython`, `pypy`.", type: line },
    platform: { about: "The system.", type: { kind: "choice", of: ["linux", "macos", "windows", "emscripten"] } },
    bits: { about: "The width of a pointer.", type: { kind: "choice", of: ["32", "64"] } },
    cores: { about: "At least so many cores.", type: { kind: "form", form: "count" } },
    gil: { about: "Whether the global interpreter lock is on.", type: flag },
    threads: { about: "Whether threads can be started.", type: flag },
    processes: { about: "Whether processes can be started.", type: flag },
    network: { about: "Whether the network can be reached.", type: flag },
    packages: {
      about: "Installed packages and their versions.",
      type: { kind: "names", what: "package", value: { kind: "form", form: "package" } },
    },
  },
};

const requirements: ValueType = { kind: "map", shape: requirementsShape };

const comparison: Readonly<Record<"spaces" | "numbers", KeyEntry>> = {
  spaces: {
    about: "`loose` takes a run of white space for one space.",
    type: { kind: "choice", of: ["exact", "loose"] },
    otherwise: "`exact`",
  },
  numbers: {
    about: "`as-written` compares a number to as many digits as the pattern has.",
    type: { kind: "choice", of: ["exact", "as-written"] },
    otherwise: "`exact`",
  },
};

const errorShape: Shape = {
  name: "`error`",
  keys: {
    name: { about: "The exception's class, as Python names it.", type: pattern },
    message: { about: "Its message.", type: pattern },
  },
};

const parts: Readonly<Record<string, KeyEntry>> = {
  shows: { about: "All that a reader sees, as for a text.", type: pattern },
  stdout: { about: "What is printed.", type: pattern },
  stderr: { about: "What is written to stderr.", type: pattern },
  result: { about: "The value of the last expression, as text.", type: pattern },
  error: { about: "The exception that the cell raises; `{}` for any.", type: { kind: "map", shape: errorShape } },
  display: {
    about: "What is displayed, by mime type.",
    type: { kind: "names", what: "mime type", name: "mime", value: pattern },
  },
  nothing: { about: "The cell shows nothing at all.", type: flag },
  contains: { about: "Whole lines that occur in this order, anything between them.", type: pattern },
  not: {
    about: "What must not occur anywhere: a text, or a list of texts.",
    type: { kind: "either", text: pattern, list: { kind: "list", item: pattern } },
  },
  unordered: { about: "The lines may come in any order.", type: flag },
  ...comparison,
};

/** The keys of an expectation that say what is to be seen; the others say how it is compared, or when. */
export const partNames: readonly string[] = [
  "shows",
  "stdout",
  "stderr",
  "result",
  "error",
  "display",
  "nothing",
  "contains",
  "not",
];

/** An expectation, part by part. */
export const partsShape: Shape = { name: "an expectation", keys: parts, textMeant: true };

/** One of an expectation's variants. */
export const variantShape: Shape = {
  name: "a variant",
  keys: { when: { about: "What must hold for this variant to be chosen.", type: requirements }, ...parts },
  textMeant: true,
};

const anyStep: Readonly<Record<string, KeyEntry>> = {
  id: { about: "The step's name, unique in the lesson; its cells keep it.", type: { kind: "form", form: "id" } },
  requires: { about: "What this step needs of the kernel; else it is skipped.", type: requirements },
  timeout: { about: "How long one cell may run.", type: duration, otherwise: "the lesson's" },
  exclusive: { about: "It measures time: nothing else runs beside it.", type: flag, otherwise: "`no`" },
};

/** The kinds of steps, by the key that makes a step one of them. */
export const stepShapes: Readonly<Record<"prose" | "code" | "quiz" | "exercise" | "include", Shape>> = {
  prose: { name: "a prose step", keys: { prose: { about: "Markdown.", type: prose, required: true }, ...anyStep } },
  code: {
    name: "a code step",
    keys: {
      code: { about: "Python, with claims (`# => 2`) or without.", type: code, required: true },
      expect: {
        about: "What it shows: a text, a map of parts, or a list of variants.",
        type: {
          kind: "either",
          text: pattern,
          map: { kind: "map", shape: partsShape },
          list: { kind: "list", item: { kind: "map", shape: variantShape }, filled: true },
        },
      },
      input: { about: "The answers to `input()`, in order.", type: { kind: "list", item: line } },
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
      starter: { about: "Python: the cell that the student fills in.", type: code, required: true },
      hints: { about: "Markdown, each; shown one by one.", type: { kind: "list", item: prose } },
      solution: { about: "Python that passes all tests.", type: code, required: true },
      tests: {
        about: "Tests, each a name and Python; an assert's message is the student's feedback.",
        type: { kind: "names", what: "test", value: code, filled: true },
        required: true,
      },
      wrong: {
        about: "Mistakes, each a name and Python that at least one test must reject.",
        type: { kind: "names", what: "mistake", value: code },
      },
      isolate: {
        about: "`kernel`: each attempt is made in a fresh kernel.",
        type: { kind: "choice", of: ["namespace", "kernel"] },
        otherwise: "`namespace`",
      },
      ...anyStep,
    },
  },
  include: {
    name: "an include",
    keys: { include: { about: "A file whose steps are put in this place.", type: path, required: true } },
  },
};

const steps: KeyEntry = {
  about: "The steps, in order.",
  type: { kind: "list", item: { kind: "step" }, filled: true },
  required: true,
};

const lessonDefaults: Readonly<Record<string, KeyEntry>> = {
  requires: { about: "What the kernel must be; else the lesson is skipped.", type: requirements },
  timeout: { about: "How long one cell may run.", type: duration, otherwise: "`30s`" },
  ...comparison,
  env: {
    about: "Environment variables for the kernel.",
    type: { kind: "names", what: "variable", name: "variable", value: line },
  },
  files: { about: "Files shipped beside the notebook.", type: { kind: "list", item: path } },
};

/** A lesson's file. */
export const lessonShape: Shape = {
  name: "a lesson",
  keys: {
    title: { about: "The notebook's title.", type: line, required: true },
    summary: { about: "One sentence for the index and the notebook's head.", type: line },
    objectives: { about: "What the student can do afterwards.", type: { kind: "list", item: line } },
    ...lessonDefaults,
    exclusive: { about: "It measures time: nothing else runs beside it.", type: flag, otherwise: "`no`" },
    steps,
  },
};

/** A file that lessons include. */
export const includedShape: Shape = { name: "an included file", keys: { steps } };

/** `course.yaml`. */
export const courseShape: Shape = {
  name: "a course",
  keys: {
    title: { about: "The course's title.", type: line, required: true },
    summary: { about: "One sentence for the index.", type: line },
    authors: { about: "Their names.", type: { kind: "list", item: line } },
    licence: { about: "The licence's SPDX name: `CC-BY-4.0`.", type: line },
    repository: { about: "`owner/name` on GitHub, or a URL; for badges.", type: line },
    ref: { about: "The branch, tag or commit that badges point at.", type: line },
    lessons: {
      about: "The lessons' files, in order.",
      type: { kind: "list", item: path, filled: true },
      required: true,
    },
    ...lessonDefaults,
    environment: {
      about: "Packages that a student's environment needs.",
      type: { kind: "list", item: { kind: "form", form: "requirement" } },
    },
    answers: {
      about: "Whether an edition with the solutions is built.",
      type: { kind: "choice", of: ["solutions", "none"] },
      otherwise: "`solutions`",
    },
  },
};

/** Every shape that there is. */
export const shapes: readonly Shape[] = [
  lessonShape,
  ...Object.values(stepShapes),
  variantShape,
  errorShape,
  requirementsShape,
  includedShape,
  courseShape,
];

/** Whether a word is a key anywhere. */
export function isKnownKey(word: string | undefined): boolean {
  return word !== undefined && shapes.some((shape) => Object.hasOwn(shape.keys, word));
}

/** Whether a key's text is usually of several lines, so that it is best written under `|`. */
export function isLongText(key: string): boolean {
  const entries = Object.values(stepShapes).map((shape) => shape.keys[key]);
  return entries.some((entry) => entry !== undefined && longRoles.has(roleOf(entry.type)));
}

const longRoles: ReadonlySet<TextRole | undefined> = new Set<TextRole>(["prose", "code"]);

function roleOf(type: ValueType): TextRole | undefined {
  return type.kind === "text" ? type.role : undefined;
}
