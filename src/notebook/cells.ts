import { withoutEnd } from "../basics/without-end.ts";
import type { Cell, Edition } from "../lesson/cell.ts";
import type { Course } from "../lesson/course.ts";
import type { CodeStep, ExerciseStep, Lesson, Prediction, QuizOption, QuizStep, Step } from "../lesson/lesson.ts";
import { describeRequirements } from "./describe-requirements.ts";
import { expectedOutputs } from "./expected-output.ts";
import { frontCells, notebookLink } from "./front-cells.ts";
import type { Pictures } from "./pictures.ts";
import { placeInCourse } from "./place-in-course.ts";
import { studentMarkdown } from "./student-markdown.ts";
import type { Templates } from "./templates.ts";

export interface CellOptions {
  readonly edition: Edition;
  readonly templates: Templates;
  /** Without them Markdown names the pictures' files, as where nobody looks at it. */
  readonly pictures?: Pictures;
}

/** The cells of one edition of a lesson, in order; ids are unique, and a step's depend on that step alone. */
export function renderCells(course: Course, lesson: Lesson, options: CellOptions): readonly Cell[] {
  const { edition, templates, pictures = new Map() } = options;
  const place = placeInCourse(course, lesson);
  const prefix = place === undefined ? "" : `${place.number}.`;
  const counts = { quiz: 0, exercise: 0 };
  const steps = lesson.steps.flatMap((step, index) => {
    if (step.kind === "quiz" || step.kind === "exercise") counts[step.kind] += 1;
    const number = step.kind === "quiz" || step.kind === "exercise" ? `${prefix}${counts[step.kind]}` : "";
    const student = (written: string): string =>
      studentMarkdown(written, { links: step.links, pictures, addressOf: (name) => notebookLink(name, edition) });
    const cells = stepCells(step, { edition, templates, number, student });
    return cells.map((cell) => ({ ...cell, step: index }));
  });
  const { front, end } = frontCells(course, lesson, { edition, templates });
  return [...front, ...steps, ...scoreCells(lesson, { edition, templates, prefix }), ...end];
}

interface StepContext {
  readonly edition: Edition;
  readonly templates: Templates;
  /** Of a quiz or an exercise, as in its heading: `3.1`. */
  readonly number: string;
  /** An author's Markdown as a student reads it. */
  readonly student: (markdown: string) => string;
}

// An underscore cannot stand in a step's key, so that no suffix makes another step's id.
function stepCells(step: Step, context: StepContext): readonly Cell[] {
  const { student } = context;
  switch (step.kind) {
    case "prose":
      return [{ ...markdown(step.key, student(step.markdown.value)), role: "prose" }];
    case "code":
      return codeCells(step, context);
    case "quiz":
      return [{ ...markdown(step.key, quizSource(step, context)), role: "quiz" }];
    case "exercise":
      return exerciseCells(step, context);
  }
}

function codeCells(step: CodeStep, context: StepContext): readonly Cell[] {
  const { key, shown, prediction } = step;
  const mayRaise = expectsError(step) || needsMore(step);
  const cell: Cell = { ...code(key, shown), role: "code", tags: mayRaise ? ["raises-exception"] : [] };
  if (prediction === undefined) return [...needsCells(step), cell];
  const question: Cell = { ...markdown(`${key}_question`, questionSource(prediction, context)), role: "question" };
  const compare: Cell = { ...markdown(`${key}_compare`, compareSource(step, prediction, context)), role: "compare" };
  // A blank line stands where a claim stood by itself; at the end it says nothing.
  return [question, ...needsCells(step), { ...cell, source: cell.source.trimEnd() }, compare];
}

/** What a cell needs beyond its lesson is said above it. */
function needsCells(step: Step): readonly Cell[] {
  if (!needsMore(step)) return [];
  return [{ ...markdown(`${step.key}_needs`, `*Needs ${describeRequirements(step.requires)}.*`), role: "prose" }];
}

/** Then Run All goes on where that is not there. */
function needsMore({ requires }: Step): boolean {
  return describeRequirements(requires) !== "";
}

function questionSource({ question, options }: Prediction, { templates, student }: StepContext): string {
  return templates.render("predict.md", { question: student(question.value), options: shownOptions(options, student) });
}

function compareSource({ expect }: CodeStep, { answer }: Prediction, { templates, student }: StepContext): string {
  return templates.render("compare.md", { outputs: expectedOutputs(expect), answer: student(answer.value) });
}

function quizSource({ question, options }: QuizStep, { templates, number, student }: StepContext): string {
  return templates.render("quiz.md", {
    number,
    question: student(question),
    options: shownOptions(options, student),
    several: options.filter(({ right }) => right).length > 1,
  });
}

const LETTER_A = 65;

/** Letters are what a class talks about. */
function shownOptions(options: readonly QuizOption[], student: StepContext["student"]): readonly object[] {
  return options.map(({ text, right, feedback = "" }, index) => ({
    letter: String.fromCodePoint(LETTER_A + index),
    text: student(text),
    right,
    feedback: student(feedback),
  }));
}

function exerciseCells(step: ExerciseStep, { edition, templates, number, student }: StepContext): readonly Cell[] {
  const hints = step.hints.map((hint) => student(hint.trimEnd()));
  const task = templates.render("task.md", { number, task: student(step.task.value.trimEnd()), hints, edition });
  const check = templates.render("check.py", { exercise: step.key });
  const id = `${step.key}_answer`;
  const answer =
    edition === "student"
      ? // Run All goes on behind an answer that is not finished.
        { ...code(id, step.starter.value), role: "starter" as const, tags: ["answer", "raises-exception"] }
      : {
          ...code(id, step.solution.value),
          role: "solution" as const,
          tags: needsMore(step) ? ["answer", "raises-exception"] : ["answer"],
        };
  return [
    { ...markdown(step.key, task), role: "task" },
    ...needsCells(step),
    { ...answer, deletable: false },
    {
      ...code(`${step.key}_check`, check),
      role: "check",
      tags: ["check"],
      sourceHidden: true,
      deletable: false,
      editable: false,
    },
  ];
}

/** A solution has no score: in that edition nothing is left to be solved. */
function scoreCells(
  { steps }: Lesson,
  { edition, templates, prefix }: { readonly prefix: string } & Pick<StepContext, "edition" | "templates">,
): readonly Cell[] {
  const exercises = steps.flatMap((step) => (step.kind === "exercise" ? [step] : []));
  if (edition === "solutions" || exercises.length === 0) return [];
  const shown = exercises.map(({ key, tests }, index) => ({
    number: `${prefix}${index + 1}`,
    key,
    tests: tests.length,
  }));
  const source = templates.render("score.py", { exercises: shown });
  return [
    {
      ...code("_score", source),
      role: "score",
      tags: ["score"],
      sourceHidden: true,
      deletable: false,
      editable: false,
    },
  ];
}

function expectsError(step: CodeStep): boolean {
  return step.expect?.variants.some((variant) => variant.parts.error !== undefined) === true;
}

function markdown(id: string, source: string): Omit<Cell, "role"> {
  return { id, type: "markdown", source: trimmed(source), tags: [], sourceHidden: false };
}

function code(id: string, source: string): Omit<Cell, "role"> {
  return { id, type: "code", source: trimmed(source), tags: [], sourceHidden: false };
}

/** A `|` block's final newline would be an empty last line in a notebook. */
function trimmed(source: string): string {
  return withoutEnd(source, "\n");
}
