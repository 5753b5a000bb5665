import path from "node:path";

import type { LessonFile } from "../lesson/lesson.ts";
import { findHtmlImages, type HtmlImage } from "../markdown/find-html-images.ts";
import { findTableHeadings } from "../markdown/find-tables.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { placeAtOffset, type SourceText } from "../source/place.ts";
import type { StepEntry } from "./expand-steps.ts";
import { localPath } from "./local-path.ts";
import { markdownTexts } from "./markdown-texts.ts";

/** Tables and pictures of the steps' Markdown that tell nothing to who cannot see them, or would not be there. */
export function checkMarkup(entries: readonly StepEntry[], files: readonly LessonFile[]): void {
  const beside = new Set(files.map(({ path: name }) => name));
  for (const { file, map } of entries) {
    for (const text of markdownTexts(map)) {
      for (const problem of [...tableProblems(text), ...imageProblems(text, beside)]) file.report(problem);
    }
  }
}

function tableProblems(text: SourceText): readonly Diagnostic[] {
  return findTableHeadings(text.value).flatMap(({ from, to, column, isEmpty }): readonly Diagnostic[] => {
    if (!isEmpty) return [];
    const message = `Column ${column} of this table has no heading`;
    return [{ code: "bad-markup", place: placeAtOffset(text, from, to), message }];
  });
}

function imageProblems(text: SourceText, beside: ReadonlySet<string>): readonly Diagnostic[] {
  return findHtmlImages(text.value).flatMap((image) => [
    ...(image.hasAlt ? [] : [withoutAlt(text, image)]),
    ...absence(text, image, beside),
  ]);
}

function withoutAlt(text: SourceText, { from, to }: HtmlImage): Diagnostic {
  const message = "This `<img>` has no `alt`, which says what the picture shows";
  return { code: "bad-markup", place: placeAtOffset(text, from, to), message };
}

/** HTML goes into the notebook as it is: what it shows must lie beside that. */
function absence(text: SourceText, { src, from, to }: HtmlImage, beside: ReadonlySet<string>): readonly Diagnostic[] {
  const target = src === undefined ? undefined : localPath(src);
  if (target === undefined || beside.has(path.posix.normalize(target))) return [];
  const place = placeAtOffset(text, from, to);
  const message = `No file \`${target}\` will lie beside the notebook, so that this \`<img>\` shows nothing`;
  const advice = `Write \`![…](${target})\`, which is embedded, or name the file under \`files\``;
  return [{ code: "missing-file", place, message, advice }];
}
