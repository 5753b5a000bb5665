import type { Cell, Edition } from "../lesson/cell.ts";
import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { describeRequirements } from "./describe-requirements.ts";
import { exercisesToCheck } from "./exercises-to-check.ts";
import { lessonMinutes } from "./lesson-minutes.ts";
import { placeInCourse } from "./place-in-course.ts";
import { colabUrl, rawUrl } from "./repository-urls.ts";
import type { Templates } from "./templates.ts";

/** The cells that belong to no step. */
export interface FrameCells {
  /** The title, and a set-up where there is something to check, or to set up in Colab. */
  readonly front: readonly Cell[];
  /** What was learnt, what to read next, and the way on. */
  readonly end: readonly Cell[];
}

/** The cells before the first step and after the last. */
export function frontCells(
  course: Course,
  lesson: Lesson,
  { edition, templates }: { readonly edition: Edition; readonly templates: Templates },
): FrameCells {
  const place = placeInCourse(course, lesson);
  const { number = 0, count = 0, previous = null, next = null } = place ?? {};
  const values = {
    course: { title: course.title },
    lesson: { title: lesson.title, summary: lesson.summary ?? "" },
    objectives: lesson.objectives,
    minutes: lessonMinutes(lesson),
    place: { number, count },
    needs: describeRequirements(lesson.requires),
    colab: colabUrl(course, notebookPath(lesson, edition)) ?? "",
    site: siteUrl(course, lesson),
    ways: { previous, next, contents: place === undefined ? "" : indexLink(edition) },
    reading: lesson.reading,
    edition,
  };
  const head = markdown("_title", "title", templates.render("title.md", values));
  const end = templates.render("end.md", values);
  const source = setupSource(course, lesson, templates);
  const kept = { deletable: false, editable: false } as const;
  const setup: Cell | undefined =
    source === undefined
      ? undefined
      : { id: "_setup", type: "code", role: "setup", source, tags: ["set-up"], sourceHidden: true, ...kept };
  return {
    front: setup === undefined ? [head] : [head, setup],
    end: end === "" ? [] : [markdown("_end", "footer", end)],
  };
}

function markdown(id: string, role: "title" | "footer", source: string): Cell {
  return { id, type: "markdown", role, source, tags: [], sourceHidden: false };
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

function siteUrl({ site }: Course, { name }: Lesson): string {
  return site === undefined ? "" : `${site.replace(/\/$/, "")}/${encodeURIComponent(name)}.html`;
}

/** Where an edition of a lesson lies in its course. */
export function notebookPath(lesson: Lesson, edition: Edition): string {
  return edition === "student" ? `${lesson.name}.ipynb` : `solutions/${lesson.name}.ipynb`;
}

/** What leads from an edition of a lesson to another lesson's, or to the course's `index`. */
export function notebookLink(name: string, edition: Edition): string {
  return name === "index" ? indexLink(edition) : `${name}.ipynb`;
}

/** What leads from an edition of a lesson to the course's index. */
function indexLink(edition: Edition): string {
  return edition === "student" ? "index.ipynb" : "../index.ipynb";
}
