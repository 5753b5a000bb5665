import { withoutEnd } from "../basics/without-end.ts";
import type { Cell, Edition } from "../lesson/cell.ts";
import type { Course } from "../lesson/course.ts";
import type { CodeStep, ExerciseStep, Lesson, QuizStep, Step } from "../lesson/lesson.ts";
import { frontCells } from "./front-cells.ts";
import type { Templates } from "./templates.ts";

/** The cells of one edition of a lesson, in order; ids are unique, and a step's depend on that step alone. */
export function renderCells(
  course: Course,
  lesson: Lesson,
  { edition, templates }: { readonly edition: Edition; readonly templates: Templates },
): readonly Cell[] {
  const steps = lesson.steps.flatMap((step, index) =>
    stepCells(step, edition, templates).map((cell) => ({ ...cell, step: index })),
  );
  return [...frontCells(course, lesson, { edition, templates }), ...steps];
}

function stepCells(step: Step, edition: Edition, templates: Templates): readonly Cell[] {
  switch (step.kind) {
    case "prose":
      return [{ ...markdown(step.key, step.markdown.value), role: "prose" }];
    case "code":
      return [{ ...code(step.key, step.shown), role: "code", tags: expectsError(step) ? ["raises-exception"] : [] }];
    case "quiz":
      return [{ ...markdown(step.key, quizSource(step, templates)), role: "quiz" }];
    case "exercise":
      return exerciseCells(step, edition, templates);
  }
}

function quizSource({ question, options }: QuizStep, templates: Templates): string {
  return templates.render("quiz.md", {
    question,
    options: options.map(({ text, right, feedback = "" }) => ({ text, right, feedback })),
    several: options.filter(({ right }) => right).length > 1,
  });
}

// An underscore cannot stand in a step's key, so that no suffix makes another step's id.
function exerciseCells(step: ExerciseStep, edition: Edition, templates: Templates): readonly Cell[] {
  const hints = step.hints.map((hint) => hint.trimEnd());
  const task = templates.render("task.md", { task: step.task.value.trimEnd(), hints, edition });
  const check = templates.render("check.py", { exercise: step.key });
  const id = `${step.key}_answer`;
  const answer =
    edition === "student"
      ? // Run All goes on behind an answer that is not finished.
        { ...code(id, step.starter.value), role: "starter" as const, tags: ["answer", "raises-exception"] }
      : { ...code(id, step.solution.value), role: "solution" as const, tags: ["answer"] };
  return [
    { ...markdown(step.key, task), role: "task" },
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
