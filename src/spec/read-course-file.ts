import { bareCourse } from "../lesson/bare-course.ts";
import { realpath } from "node:fs/promises";
import path from "node:path";
import type { Course } from "../lesson/course.ts";
import { compact } from "../basics/compact.ts";
import { courseShape } from "./lesson-keys.ts";
import { type LessonDefaults, noDefaults, overrideDefaults } from "./lesson-defaults.ts";
import { readFiles } from "./lesson-files.ts";
import { type ReadFile, readSpecFile } from "./read-spec-file.ts";
import { lessonName } from "./lesson-name.ts";
import { resolveInCourse } from "./resolve-in-course.ts";
import { itemsOf, textOf, textsOf, type YamlMap } from "./yaml-node.ts";
import type { Reading } from "../source/read-source.ts";

/** A course without its lessons: what it says of itself, the files that it lists, and what it gives to them. */
export interface CourseHead {
  readonly course: Omit<Course, "lessons">;
  /** Absolute and real, in the course's order. */
  readonly lessonFiles: readonly string[];
  readonly defaults: LessonDefaults;
}

/** Reads `course.yaml`; what is not in order is reported, and the rest stands. */
export async function readCourseFile(reading: Reading, file: string): Promise<CourseHead> {
  const folder = await realpath(path.dirname(file));
  const read = await readSpecFile(reading, file, { kind: "map", shape: courseShape });
  const name = path.basename(folder);
  if (read?.root.kind !== "map") {
    return { course: { path: file, ...bareCourse(folder, name) }, lessonFiles: [], defaults: noDefaults };
  }
  const { root } = read;
  const text = (key: string): string | undefined => textOf(root, key)?.value;
  return {
    course: {
      path: file,
      name,
      folder,
      title: text("title") ?? name,
      ...compact({
        summary: text("summary"),
        licence: text("licence"),
        repository: text("repository"),
        ref: text("ref"),
        site: text("site"),
      }),
      authors: textsOf(root, "authors").map(({ value }) => value),
      environment: textsOf(root, "environment").map(({ value }) => value),
      preload: textsOf(root, "preload").map(({ value }) => value),
      answers: text("answers") === "none" ? "none" : "solutions",
    },
    lessonFiles: await listedLessons(read, root, folder),
    defaults: overrideDefaults(root, noDefaults, await readFiles(read, root, folder)),
  };
}

async function listedLessons(file: ReadFile, root: YamlMap, courseFolder: string): Promise<readonly string[]> {
  const names = new Map<string, string>();
  for (const item of itemsOf(root, "lessons")) {
    if (item.kind !== "text") continue;
    const written = item.text.value;
    const lesson = await resolveInCourse(file, item, { name: written, folder: courseFolder, courseFolder });
    if (lesson === undefined) continue;
    const name = lessonName(lesson);
    if (names.has(name)) {
      const message = `Two lessons are named \`${name}\`, and each would become ${name}.ipynb`;
      file.report({ code: "duplicate-lesson", place: item.place, message });
    } else names.set(name, lesson);
  }
  return [...names.values()];
}
