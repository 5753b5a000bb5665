import type { LessonData } from "../model/lesson-data.ts";

/** Reads what a lesson's page tells its script from the page that it stands in. */
export function readLessonData(page: Document): LessonData {
  const text = page.querySelector("#nbproof-lesson")?.textContent ?? "";
  // What the same build wrote into the page (src/site/render-site.ts).
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as LessonData;
}
