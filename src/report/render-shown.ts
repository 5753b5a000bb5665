import type { Report } from "../model/report.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

/** What steps showed, whole, where that was asked for. */
export function renderShown({ lessons }: Pick<Report, "lessons">, style: Style): string {
  const steps = lessons.flatMap((lesson) => lesson.steps);
  return steps
    .flatMap(({ place, results }) =>
      results.flatMap(({ shown, kernel }) =>
        shown === undefined
          ? []
          : [
              [`${style.place(`${place.file}:${place.line}`)} showed on ${kernel}:`, ...linesOf(shown, style)].join(
                "\n",
              ),
            ],
      ),
    )
    .join("\n\n");
}

function linesOf(shown: string, style: Style): readonly string[] {
  if (shown.trimEnd() === "") return [style.quiet("  nothing")];
  return shown
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => `  ${style.quiet("│")} ${visible(line)}`);
}
