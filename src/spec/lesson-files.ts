import path from "node:path";
import type { LessonFile } from "../lesson/lesson.ts";
import type { ReadFile } from "./read-spec-file.ts";
import { resolveInCourse } from "./resolve-in-course.ts";
import { itemsOf, type YamlMap } from "./yaml-node.ts";

/** The files that a course or a lesson ships beside its notebooks. */
export async function readFiles(file: ReadFile, map: YamlMap, courseFolder: string): Promise<readonly LessonFile[]> {
  const folder = path.dirname(file.path);
  const files: LessonFile[] = [];
  for (const item of itemsOf(map, "files")) {
    if (item.kind !== "text") continue;
    const name = item.text.value;
    const source = await resolveInCourse(file, item, { name, folder, courseFolder });
    if (source === undefined) continue;
    const beside = path.posix.normalize(name);
    if (beside.startsWith("../")) {
      const message = `\`${name}\` would lie outside the notebook's folder`;
      file.report({
        code: "outside-pack",
        place: item.place,
        message,
        advice: "Move the file beside the lesson or below",
      });
    } else files.push({ path: beside, source, place: item.place });
  }
  return files;
}
