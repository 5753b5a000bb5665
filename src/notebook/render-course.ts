import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import type { Cell, Edition } from "../lesson/cell.ts";
import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { renderCells } from "./cells.ts";
import { encodePath } from "../basics/encode-path.ts";
import { notebookPath } from "./front-cells.ts";
import { nbformatJson } from "./nbformat-json.ts";
import { loadPictures, type Pictures } from "./pictures.ts";
import { type CellOutputs, renderNotebook } from "./render-notebook.ts";
import { loadTemplates, type Templates } from "./templates.ts";

/** A file of a built course. */
export interface CourseFile {
  /** Relative to the course's folder, with forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}

export const MANIFEST = "manifest.json";

/** Two different files would have one place in the course: the course's author has to rename one. */
export class CourseConflictError extends Error {
  override readonly name = "CourseConflictError";
  readonly path: string;

  constructor(path: string) {
    super(`Two different files of this course would become ${path}; rename one of them`);
    this.path = path;
  }
}

/** What the cells of solutions editions have shown, by the lesson's name and the cell's id. */
export type OutputsOfLessons = ReadonlyMap<string, ReadonlyMap<string, CellOutputs>>;

export interface RenderOptions {
  /** Default: the course's. */
  readonly templates?: Templates;
  /** Default: none. */
  readonly outputs?: OutputsOfLessons;
  /** Default: the course's. */
  readonly pictures?: Pictures;
}

/**
 * All files of a course: both editions, the index, the lessons' files beside each edition, and the manifest. Throws
 * `TemplateError`, `PictureError` and `CourseConflictError`.
 */
export async function renderCourse(
  course: Course,
  { templates = loadTemplates(course.folder), outputs = new Map(), pictures: drawn }: RenderOptions = {},
): Promise<readonly CourseFile[]> {
  const editions: readonly Edition[] = course.answers === "none" ? ["student"] : ["student", "solutions"];
  const pictures = drawn ?? (await loadPictures(course));
  const files: CourseFile[] = [textFile("index.ipynb", renderNotebook(indexCells(course, templates)))];
  for (const lesson of course.lessons) {
    for (const edition of editions) {
      const cells = renderCells(course, lesson, { edition, templates, pictures });
      files.push(
        // A student's has none: what a cell shows is to be predicted, or found out.
        textFile(
          notebookPath(lesson, edition),
          renderNotebook(cells, edition === "solutions" ? outputs.get(lesson.name) : undefined),
        ),
        ...(await lessonFiles(lesson, edition)),
      );
    }
  }
  const unique = distinctFiles(files);
  return [...unique, manifestOf(course, unique)];
}

/** Two lessons may ship the same file, but not two files under one name. Throws `CourseConflictError`. */
export function distinctFiles(files: readonly CourseFile[]): readonly CourseFile[] {
  const byPath = new Map<string, CourseFile>();
  for (const file of files) {
    const before = byPath.get(file.path);
    const taken = file.path === MANIFEST || (before !== undefined && !Buffer.from(before.content).equals(file.content));
    if (taken) throw new CourseConflictError(file.path);
    byPath.set(file.path, file);
  }
  return [...byPath.values()];
}

function indexCells(course: Course, templates: Templates): readonly Cell[] {
  const { title, summary = "", authors, licence } = course;
  const lessons = course.lessons.map((lesson) => ({
    title: lesson.title,
    summary: lesson.summary ?? "",
    link: encodePath(notebookPath(lesson, "student")),
  }));
  const credits = [authors.join(", "), licence ?? ""].filter((text) => text !== "").join(" · ");
  const source = templates.render("index.md", { course: { title, summary }, lessons, credits });
  return [{ id: "_index", type: "markdown", role: "title", source, tags: [], sourceHidden: false }];
}

async function lessonFiles(lesson: Lesson, edition: Edition): Promise<readonly CourseFile[]> {
  const folder = edition === "student" ? "" : "solutions/";
  return await Promise.all(
    lesson.files.map(async ({ path, source }) => ({ path: folder + path, content: await readFile(source) })),
  );
}

/** What is in a folder that was built, with digests: by it the next build knows what it may remove. */
export function manifestOf(course: Course, files: readonly CourseFile[]): CourseFile {
  const digests = files.map(({ path, content }) => [path, createHash("sha256").update(content).digest("hex")] as const);
  const manifest = {
    files: Object.fromEntries(digests),
    lessons: course.lessons.map((lesson) => lesson.name),
    title: course.title,
    version: 1,
  };
  return textFile(MANIFEST, nbformatJson(manifest));
}

function textFile(path: string, text: string): CourseFile {
  return { path, content: Buffer.from(text) };
}
