import type { CodeStep } from "../lesson/lesson.ts";
import type { Facts } from "./facts.ts";

/** What a lesson's page tells its script. */
export interface LessonData {
  /** The course's name. */
  readonly course: string;
  /** The lesson's name. */
  readonly lesson: string;
  readonly title: string;
  /** Where its notebook and its files are, relative to the page. */
  readonly folder: string;
  /** Its notebook in that folder. */
  readonly notebook: string;
  readonly kernel: {
    /** Relative to the page. */
    readonly folder: string;
    /** Of its Python. */
    readonly python: string;
    readonly files: Readonly<Record<string, number>>;
  };
  /** Where its `LessonChecks` are, relative to the page. */
  readonly checks: string;
  /** Those that its cells read, in its folder. */
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cells: readonly LessonCell[];
  /** The ids of what there is to do: cells to run, questions to answer, exercises to solve. */
  readonly parts: readonly string[];
}

/** A cell of code, in the lesson's order. */
export interface LessonCell {
  readonly id: string;
  readonly role: "setup" | "code" | "starter" | "check";
  /** As the author wrote it. */
  readonly source: string;
  /** Why it does not run in a browser; empty where it does. */
  readonly lacks: string;
  /** What it shows is to be guessed first. */
  readonly predicts: boolean;
  /** Of a check, how many tests it makes. */
  readonly tests: number;
}

/** What the outputs of a lesson's cells are held against on its page: loaded once a cell has run. */
export interface LessonChecks {
  /** Of the Python in a browser. */
  readonly facts: Facts;
  /** In the lesson's order; places in it are nowhere. */
  readonly cells: readonly CheckedCell[];
}

/** A cell of which the lesson says what it shows. */
export interface CheckedCell {
  readonly id: string;
  /** Outputs alone tell whether it shows that; else it only binds captures, of which nobody knows the values. */
  readonly told: boolean;
  /** It measures time: a browser's clock may be too coarse for what the lesson says. */
  readonly measures: boolean;
  /** Its expectation has the one variant that is for a browser. */
  readonly step: CodeStep;
}
