import type { LessonReport, Report } from "../model/report.ts";
import { groupBy } from "../basics/group-by.ts";
import { kernelLabels } from "./kernel-labels.ts";
import { plural } from "./words.ts";

/** What is not wrong and should not stay unseen: lessons that did not run, and such as ran only the second time. */
export function listWarnings({ lessons, kernels }: Pick<Report, "lessons" | "kernels">): readonly string[] {
  const labels = kernelLabels(kernels.map(({ name }) => name));
  return [...skippedWhole(lessons, labels), ...flaky(lessons)];
}

/** Lessons of which no step ran on any kernel, together where the reason is one: `2 lessons did not run: …`. */
function skippedWhole(lessons: readonly LessonReport[], labels: ReadonlyMap<string, string>): readonly string[] {
  const skipped = lessons.filter(isSkippedWhole);
  return [...groupBy(skipped, (lesson) => reasonOf(lesson, labels))].map(([reason, group]) => {
    const names = group.map(({ name }) => name);
    const shown = names.length > mostNames ? [...names.slice(0, mostNames), "…"] : names;
    return `${plural(group.length, "lesson")} did not run: ${reason} (${shown.join(", ")})`;
  });
}

const mostNames = 5;

/** Whether nothing of a lesson ran. */
function isSkippedWhole({ runs }: LessonReport): boolean {
  return runs.length > 0 && runs.every(({ verdict }) => verdict === "skipped");
}

/** Where packages are all that is missing, which of them, and in which kernel. */
function reasonOf({ steps, runs }: LessonReport, labels: ReadonlyMap<string, string>): string {
  const lacking = steps.flatMap(({ results }) => results);
  if (lacking.length > 0 && lacking.every(({ lacks = [] }) => lacks.length > 0)) {
    const packages = [...new Set(lacking.flatMap(({ lacks = [] }) => lacks))].sort();
    const where = [...new Set(lacking.map(({ kernel }) => labels.get(kernel) ?? kernel))];
    return `${packages.join(", ")} ${packages.length === 1 ? "is" : "are"} not in ${where.join(", ")}`;
  }
  const reasons = [...runs, ...steps.flatMap(({ results }) => results)].flatMap(({ reason }) => reason ?? []);
  return [...new Set(reasons)].join("; ") || "each of its steps was skipped";
}

function flaky(lessons: readonly LessonReport[]): readonly string[] {
  return lessons.flatMap(({ name, runs }) =>
    runs.flatMap(({ retries, retried = [], verdict, kernel }) =>
      retries > 0 && verdict !== "error"
        ? [
            `${name} is flaky on ${kernel}: it came to its end only after ${plural(retries, "retry", "retries")}${retried.length === 0 ? "" : ` (${[...new Set(retried.map((reason) => reason.split("\n")[0]))].join("; ")})`}`,
          ]
        : [],
    ),
  );
}
