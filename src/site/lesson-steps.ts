import type { Cell } from "../lesson/cell.ts";
import type { Course } from "../lesson/course.ts";
import type { CodeStep, ExerciseStep, Lesson, QuizOption, QuizStep, Step } from "../lesson/lesson.ts";
import type { Facts } from "../model/facts.ts";
import type { LessonCell } from "../model/lesson-data.ts";
import { unmetRequirements } from "../model/unmet-requirements.ts";
import type { Output } from "../model/observation.ts";
import { outputsHtml } from "../display/outputs-html.ts";
import { renderCells } from "../notebook/cells.ts";
import { expectedOutputs } from "../notebook/expected-output.ts";
import type { Pictures } from "../notebook/pictures.ts";
import { placeInCourse } from "../notebook/place-in-course.ts";
import { studentMarkdown } from "../notebook/student-markdown.ts";
import { markupOf, type Templates } from "../notebook/templates.ts";
import { pythonHtml } from "./highlight-python.ts";
import { inlineMarkdownHtml, type MarkdownWriter } from "./markdown-html.ts";
import { pageLink } from "./page-link.ts";

/** What a lesson's cells showed in a run that proved it. */
export interface RecordedLesson {
  /** `CPython 3.13.1` */
  readonly kernel: string;
  /** By the cell's id. */
  readonly outputs: ReadonlyMap<string, readonly Output[]>;
}

export interface StepsOptions {
  readonly templates: Templates;
  readonly pictures: Pictures;
  readonly writer: MarkdownWriter;
  readonly facts: Facts;
  readonly recorded?: RecordedLesson | undefined;
}

/** A lesson's steps for the template of its page, and its cells for the page's script. */
export interface LessonSteps {
  readonly steps: readonly object[];
  readonly cells: readonly LessonCell[];
  /** The ids of what there is to do: cells to run, questions to answer, exercises to solve. */
  readonly parts: readonly string[];
}

/** Makes what a page shows of a lesson's steps, in their order. */
export function lessonSteps(course: Course, lesson: Lesson, options: StepsOptions): LessonSteps {
  const { templates, writer, facts } = options;
  const cells = renderCells(course, lesson, { edition: "student", templates });
  const place = placeInCourse(course, lesson);
  const prefix = place === undefined ? "" : `${place.number}.`;
  const counts = { quiz: 0, exercise: 0 };
  const pageCells = cells.flatMap((cell): readonly LessonCell[] => {
    if (cell.role === "setup")
      return [{ id: cell.id, role: cell.role, source: cell.source, lacks: "", predicts: false, tests: 0 }];
    const step = cell.step === undefined ? undefined : lesson.steps[cell.step];
    const { role } = cell;
    if (step === undefined || (role !== "code" && role !== "starter" && role !== "check")) return [];
    const predicts = step.kind === "code" && step.prediction !== undefined;
    return [
      {
        id: cell.id,
        role,
        source: cell.source,
        lacks: lacksOf(lesson, step, facts),
        predicts,
        tests: step.kind === "exercise" ? step.tests.length : 0,
      },
    ];
  });
  const steps = lesson.steps.map((step, index) => {
    const own = cells.filter((cell) => cell.step === index);
    if (step.kind === "quiz" || step.kind === "exercise") counts[step.kind] += 1;
    const number = step.kind === "quiz" || step.kind === "exercise" ? `${prefix}${counts[step.kind]}` : "";
    const context: StepContext = {
      number,
      own,
      lacks: lacksOf(lesson, step, facts),
      measures: lesson.exclusive || step.exclusive,
      recorded: options.recorded,
      writer,
      solutions: course.answers !== "none",
      student: (markdown) =>
        studentMarkdown(markdown, { links: step.links, pictures: options.pictures, addressOf: pageLink }),
    };
    return stepValues(step, context);
  });
  const quizzes = lesson.steps.flatMap((step, index) =>
    step.kind === "quiz" ? (cells.find((cell) => cell.step === index && cell.role === "quiz")?.id ?? []) : [],
  );
  const todo = pageCells.filter(({ role, lacks }) => (role === "code" || role === "check") && lacks === "");
  return { steps, cells: pageCells, parts: [...todo.map(({ id }) => id), ...quizzes] };
}

interface StepContext {
  readonly number: string;
  /** The step's cells. */
  readonly own: readonly Cell[];
  readonly lacks: string;
  /** It measures time. */
  readonly measures: boolean;
  readonly recorded: RecordedLesson | undefined;
  readonly writer: MarkdownWriter;
  readonly solutions: boolean;
  readonly student: (markdown: string) => string;
}

/** Why a step does not run in a browser; empty where it does. */
export function lacksOf(lesson: Lesson, step: Step, facts: Facts): string {
  const reasons = [...unmetRequirements(lesson.requires, facts), ...unmetRequirements(step.requires, facts)];
  const all = [...new Set(reasons)];
  return all.join(" and ");
}

function stepValues(step: Step, context: StepContext): object {
  switch (step.kind) {
    case "prose":
      return { kind: "prose", html: markup(step.markdown.value, context) };
    case "code":
      return step.prediction === undefined
        ? { kind: "code", ...cellValues("code", context, false) }
        : predictValues(step, step.prediction, context);
    case "quiz":
      return quizValues(step, context);
    case "exercise":
      return exerciseValues(step, context);
  }
}

function predictValues(
  step: CodeStep,
  { question, options, answer }: NonNullable<CodeStep["prediction"]>,
  context: StepContext,
): object {
  return {
    kind: "predict",
    question: markup(question.value, context),
    options: shownOptions(options, context),
    ...cellValues("code", context, true),
    outputs: expectedOutputs(step.expect),
    answer: markup(answer.value, context),
  };
}

function quizValues({ question, options }: QuizStep, context: StepContext): object {
  const { number, writer, own } = context;
  return {
    kind: "quiz",
    cell: own.find(({ role }) => role === "quiz")?.id ?? "",
    number,
    id: writer.addHeading(`Quiz ${number}`, 3),
    question: markup(question, context),
    several: options.filter(({ right }) => right).length > 1,
    options: shownOptions(options, context),
  };
}

function exerciseValues(step: ExerciseStep, context: StepContext): object {
  const { number, writer, own, solutions } = context;
  return {
    kind: "exercise",
    number,
    id: writer.addHeading(`Exercise ${number}`, 3),
    task: markup(step.task.value, context),
    hints: step.hints.map((hint) => markup(hint, context)),
    ...cellValues("starter", { ...context, recorded: undefined }, false),
    check: own.find(({ role }) => role === "check")?.id ?? "",
    solution: solutions ? markupOf(pythonHtml(step.solution.value.trimEnd())) : "",
  };
}

/** `folded`: what it showed is to be guessed first. */
function cellValues(
  role: "code" | "starter",
  { own, lacks, measures, recorded }: StepContext,
  folded: boolean,
): object {
  const cell = own.find((each) => each.role === role);
  const outputs = recorded?.outputs.get(cell?.id ?? "") ?? [];
  const shown = outputs.length === 0 ? undefined : { kernel: recorded?.kernel, html: markupOf(outputsHtml(outputs)) };
  return {
    cell: { id: cell?.id ?? "", role, html: markupOf(pythonHtml(cell?.source ?? "")) },
    lacks,
    measures,
    folded,
    recorded: shown ?? null,
  };
}

const LETTER_A = 65;

/** Letters are what a class talks about. */
function shownOptions(options: readonly QuizOption[], context: StepContext): readonly object[] {
  return options.map(({ text, right, feedback = "" }, index) => ({
    letter: String.fromCodePoint(LETTER_A + index),
    text: markupOf(inlineMarkdownHtml(context.student(text))),
    right,
    feedback: markup(feedback, context),
  }));
}

function markup(markdown: string, { writer, student }: StepContext): object {
  return markupOf(writer.write(student(markdown)));
}
