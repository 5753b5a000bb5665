import type { Course } from "../lesson/course.ts";
import { loadPictures } from "../notebook/pictures.ts";
import { loadTemplates } from "../notebook/templates.ts";
import { readCourseOutputs } from "../outputs/course-outputs.ts";
import type { FilesWithOutputs } from "../outputs/render-with-outputs.ts";
import type { Reading } from "../source/read-source.ts";
import { renderSite, type SiteParts } from "./render-site.ts";

/** Makes all files of a course's site with what is recorded of its lessons, and throws what `renderSite` throws. */
export async function siteWithOutputs(
  course: Course,
  cwd: string,
  parts: Pick<SiteParts, "kernel" | "scripts">,
): Promise<FilesWithOutputs> {
  const reading: Reading = { cwd, sources: new Map(), diagnostics: [] };
  const { shown, stale } = await readCourseOutputs(reading, course);
  const { diagnostics, sources } = reading;
  const pictures = await loadPictures(course);
  const templates = loadTemplates(course.folder);
  const files =
    diagnostics.length > 0 ? [] : await renderSite(course, { ...parts, templates, pictures, recorded: shown });
  return { files, diagnostics, sources, stale, pictures };
}
