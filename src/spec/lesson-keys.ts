import { comparison } from "./expectation-keys.ts";
import { requirements } from "./requirement-keys.ts";
import { duration, flag, line, path, prose } from "./text-types.ts";
import type { KeyEntry, Shape } from "./value-type.ts";

const steps: KeyEntry = {
  about: "The steps, in order.",
  type: { kind: "list", item: { kind: "step" }, filled: true },
  required: true,
};

const lessonDefaults: Readonly<Record<string, KeyEntry>> = {
  requires: { about: "What the kernel must be; else the lesson is skipped.", type: requirements },
  timeout: { about: "How long one cell may run.", type: duration, otherwise: "`30s`" },
  "check-timeout": {
    about: "How long a test of a student's answer may take; then it is stopped, and said so.",
    type: duration,
    otherwise: "`5s`",
  },
  deadline: {
    about:
      "How long the lesson's cells may run on a kernel, all together, from the first one on and in both editions; then the lesson has failed, and what is left of it does not run.",
    type: duration,
  },
  ...comparison,
  warnings: {
    about: "`forbidden`: a warning is a finding, also where `stderr` expects it, unless its step allows it.",
    type: { kind: "choice", of: ["expected", "forbidden"] },
    otherwise: "`expected`",
  },
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
    minutes: {
      about: "How long it takes.",
      type: { kind: "form", form: "count" },
      otherwise: "reckoned from words and steps",
    },
    reading: { about: "Markdown, each: further reading, at the lesson's end.", type: { kind: "list", item: prose } },
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
    site: { about: "The URL of the course's published site, which each notebook links to.", type: line },
    ref: {
      about:
        "The branch, tag or commit that badges point at and that Colab takes files from; with a tag or a commit, copies that students saved go on working.",
      type: line,
      otherwise: "`main`",
    },
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
    preload: {
      about:
        "Modules that are imported once, before kernels are forked, so that lessons import them in no time; see docs/fork-server.md.",
      type: { kind: "list", item: { kind: "form", form: "module" } },
    },
    answers: {
      about: "Whether an edition with the solutions is built.",
      type: { kind: "choice", of: ["solutions", "none"] },
      otherwise: "`solutions`",
    },
  },
};
