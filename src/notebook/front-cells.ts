import type { Cell, Edition } from "../lesson/cell.ts";
import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { describeRequirements } from "./describe-requirements.ts";
import { exercisesToCheck } from "./exercises-to-check.ts";
import { colabUrl, rawUrl } from "./repository-urls.ts";
import type { Templates } from "./templates.ts";

/** The cells before the first step: the title, and a set-up where there is something to check, or to set up in Colab. */
export function frontCells(
  course: Course,
  lesson: Lesson,
  { edition, templates }: { readonly edition: Edition; readonly templates: Templates },
): readonly Cell[] {
  const title = templates.render("title.md", {
    lesson: { title: lesson.title, summary: lesson.summary ?? "" },
    objectives: lesson.objectives,
    needs: describeRequirements(lesson.requires),
    colab: colabUrl(course, notebookPath(lesson, edition)) ?? "",
    edition,
  });
  const head: Cell = { id: "_title", type: "markdown", role: "title", source: title, tags: [], sourceHidden: false };
  const source = setupSource(course, lesson, templates);
  if (source === undefined) return [head];
  const kept = { deletable: false, editable: false } as const;
  return [head, { id: "_setup", type: "code", role: "setup", source, tags: ["set-up"], sourceHidden: true, ...kept }];
}

function setupSource(course: Course, lesson: Lesson, templates: Templates): string | undefined {
  const colab = colabSetup(course, lesson);
  const checks = exercisesToCheck(lesson);
  if (colab === undefined && checks === undefined) return undefined;
  return templates.render("setup.py", { colab: colab ?? null, checks: checks ?? null });
}

/** Only a notebook in a repository on GitHub can be opened in Colab, and only some have anything to set up there. */
function colabSetup(course: Course, lesson: Lesson): object | undefined {
  const files = lesson.files.map(({ path }) => ({ path, url: rawUrl(course, path) }));
  if (colabUrl(course, "") === undefined || files.length + course.environment.length === 0) return undefined;
  return { files, packages: course.environment };
}

/** Where an edition of a lesson lies in its course. */
export function notebookPath(lesson: Lesson, edition: Edition): string {
  return edition === "student" ? `${lesson.name}.ipynb` : `solutions/${lesson.name}.ipynb`;
}
