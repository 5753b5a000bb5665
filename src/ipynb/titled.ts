import type { DraftStep, LessonDraft } from "../spec/render-lesson.ts";

/** The steps with the title that their first heading gives, which a built notebook shows by itself. */
export function titled(steps: readonly DraftStep[], otherwise: string): Pick<LessonDraft, "title" | "steps"> {
  const [first, ...rest] = steps;
  const [, title, prose = ""] =
    (first && "prose" in first && /^\s*#[ \t]+(.+?)[ \t#]*(?:\n([^]*))?$/.exec(first.prose)) || [];
  if (title === undefined) return { title: otherwise, steps };
  const below = prose.replace(/^\n+/, "");
  return { title, steps: below.trim() === "" ? rest : [{ prose: below }, ...rest] };
}
