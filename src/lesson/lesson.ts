import type { SilentFailure } from "./silent-failures.ts";
import type { Expectation } from "./expectation.ts";
import type { SourcePlace, SourceText } from "../source/place.ts";
import type { Linked } from "./linked.ts";
import type { Quotation } from "./quotation.ts";
import type { Requirements } from "./requirements.ts";

/** A file shipped beside the notebook. */
export interface LessonFile {
  /** Where it lies beside the notebook: relative to the lesson, with forward slashes. */
  readonly path: string;
  /** Its absolute, real path on this disk. */
  readonly source: string;
  /** Where it is named. */
  readonly place: SourcePlace;
}

/** How long the cells of a lesson may run, all together, on one kernel. */
export interface Deadline {
  /** Milliseconds. */
  readonly limit: number;
  /** Where it is written: in the lesson or in `course.yaml`. */
  readonly place: SourcePlace;
}

/** One file that is executed as one notebook: YAML that becomes one, or a notebook as it is. */
export interface Lesson {
  /** The file, absolute. */
  readonly path: string;
  /** The notebook's name: the file's name without its ending. */
  readonly name: string;
  readonly place: SourcePlace;
  readonly title: string;
  readonly summary?: string;
  readonly objectives: readonly string[];
  /** How long it takes, as its author says. */
  readonly minutes?: number;
  /** Markdown, each: further reading. */
  readonly reading: readonly string[];
  readonly requires: Requirements;
  /** Milliseconds per cell, unless a step says otherwise. */
  readonly timeout: number;
  /** Milliseconds that a student's check gives each test, so that an endless loop ends. */
  readonly checkTimeout: number;
  readonly deadline?: Deadline;
  readonly files: readonly LessonFile[];
  /** Environment variables that the course and the lesson add. */
  readonly env: Readonly<Record<string, string>>;
  /** It measures time: nothing else of ours runs beside it. */
  readonly exclusive: boolean;
  /** Where it runs, absolute: a notebook's own folder. Absent: in a temporary folder of its own, with its `files`. */
  readonly cwd?: string;
  /** Of a notebook: its cells ran in another order before it was saved. */
  readonly savedOutOfOrder?: true;
  /** The kernelspec that a notebook names. */
  readonly kernel?: string;
  /** All files that it is made of, absolute: its own, what it includes, ships, shows and compares pictures with. */
  readonly reads?: readonly string[];
  readonly steps: readonly Step[];
}

export type Step = ProseStep | CodeStep | QuizStep | ExerciseStep;

/** What all kinds of steps have. */
export interface StepBase {
  /** Unique in the lesson and stable: the author's `id`, else made from the content. The ids of its cells start with it. */
  readonly key: string;
  /** The author's own `id`. */
  readonly id?: string;
  /** Where the step begins in the YAML file (its `-` entry's first key). */
  readonly place: SourcePlace;
  /** Its own; those of the lesson hold besides. */
  readonly requires: Requirements;
  /** Milliseconds; the lesson's where the step has none of its own. */
  readonly timeout: number;
  readonly exclusive: boolean;
  /** What its Markdown quotes of the output of other steps; absent where nothing. */
  readonly quotations?: readonly Quotation[];
  /** Where the addresses in its Markdown lead inside the course, by address; absent where none does. */
  readonly links?: Readonly<Record<string, Linked>>;
}

/** Markdown is as a student reads it: of a quotation without its info string, a hole as `…`; line by line what was written. */
export interface ProseStep extends StepBase {
  readonly kind: "prose";
  readonly markdown: SourceText;
}

export interface CodeStep extends StepBase {
  readonly kind: "code";
  /** As the author wrote it, claims with holes included. */
  readonly code: SourceText;
  /** Of a cell whose output a student guesses: what is asked, and what is said after it ran. */
  readonly prediction?: Prediction;
  /** As a student reads it: a hole in a claim as `…`, `$$(` as `$(`; without claims where it is guessed. The same lines as `code`. */
  readonly shown: string;
  readonly expect?: Expectation;
  /** Answers to `input()`, in order. */
  readonly input: readonly string[];
  /** Nobody can be asked, as where a notebook is executed without a reader: `input()` raises. */
  readonly asksNobody?: true;
  readonly allow: readonly SilentFailure[];
  /** Executed unseen after the cell, unless that raised: what a notebook has for nbmake. */
  readonly after?: { readonly code: string; readonly place: SourcePlace };
  /** Why it is never executed, where its author marked it so. */
  readonly skip?: string;
  /** What is no finding where nothing is expected of the cell. */
  readonly allows?: { readonly error: boolean; readonly stderr: boolean };
  /** Global names that the code binds (assignments, imports, def, class, for, with, walrus, del not counted). */
  readonly binds: readonly string[];
}

export interface QuizOption {
  /** Markdown. */
  readonly text: string;
  readonly right: boolean;
  /** Markdown. */
  readonly feedback?: string;
}

export interface Prediction {
  /** Markdown. */
  readonly question: SourceText;
  /** What may be guessed; empty where nothing is proposed. */
  readonly options: readonly QuizOption[];
  /** Markdown: why it shows what it shows. */
  readonly answer: SourceText;
}

export interface QuizStep extends StepBase {
  readonly kind: "quiz";
  /** Markdown: all before the task list. */
  readonly question: string;
  readonly options: readonly QuizOption[];
  /** Python that raises unless the key is right; never shown. */
  readonly proof?: SourceText;
}

/** Python under a name: a test, or a wrong answer. */
export interface NamedCode {
  readonly name: string;
  readonly place: SourcePlace;
  readonly code: SourceText;
}

export interface ExerciseTest extends NamedCode {
  /** The code in which each `assert` has a message, where one has none in the author's. */
  readonly told?: string;
}

/** A mistake, and how it must be refused; absent: an assertion of some test. */
export interface WrongAnswer extends NamedCode {
  readonly refusal?: Refusal;
}

/** A change of the solution that makes no difference, by the line that it gives. */
export interface EquivalentChange {
  readonly line: string;
  readonly place: SourcePlace;
  readonly reason: string;
}

export type Refusal =
  /** By an assertion of this test. */
  | { readonly kind: "fails"; readonly test: string }
  /** By this exception, of the answer's cell or in a test. */
  | { readonly kind: "raises"; readonly error: string }
  /** A test does not end. */
  | { readonly kind: "loops" };

export interface ExerciseStep extends StepBase {
  readonly kind: "exercise";
  /** Markdown. */
  readonly task: SourceText;
  readonly starter: SourceText;
  /** Markdown, each. */
  readonly hints: readonly string[];
  readonly solution: SourceText;
  readonly tests: readonly ExerciseTest[];
  readonly wrong: readonly WrongAnswer[];
  readonly equivalent: readonly EquivalentChange[];
  /** `kernel`: each attempt is made in a fresh kernel, the lesson replayed up to here. */
  readonly isolate: "namespace" | "kernel";
  readonly allow: readonly SilentFailure[];
  /** Global names that the solution binds. */
  readonly binds: readonly string[];
  /** Those that the tests take from it. */
  readonly needs: readonly string[];
}
