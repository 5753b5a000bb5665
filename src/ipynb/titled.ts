import type { DraftStep, LessonDraft } from "../spec/render-lesson.ts";

/** The steps with the title that their first heading gives, which a built notebook shows by itself. */
export function titled(steps: readonly DraftStep[], otherwise: string): Pick<LessonDraft, "title" | "steps"> {
  const [first, ...rest] = steps;
  const [heading = "", ...below] = first && "prose" in first ? first.prose.trimStart().split("\n") : [];
  const title = titleOf(heading);
  if (title === "") return { title: otherwise, steps: atLeastOne(steps) };
  const prose = below.join("\n").replace(/^\n+/, "");
  return { title, steps: atLeastOne(prose.trim() === "" ? rest : [{ prose }, ...rest]) };
}

/** A lesson has steps; of a text without any, one for its author to write over. */
function atLeastOne(steps: readonly DraftStep[]): readonly DraftStep[] {
  return steps.length > 0 ? steps : [{ prose: "Nothing is written here yet." }];
}

/** https://spec.commonmark.org/0.31.2/#atx-headings: of the first level; signs at its end are no part of it. */
function titleOf(line: string): string {
  if (!/^#[ \t]/.test(line)) return "";
  let end = line.length;
  while (" \t#".includes(line[end - 1] ?? "-")) end -= 1;
  return line.slice(1, end).trim();
}
