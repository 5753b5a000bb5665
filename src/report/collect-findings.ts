import type { Finding } from "../model/finding.ts";
import type { LessonReport, Report } from "../model/report.ts";
import { groupBy } from "../basics/group-by.ts";
import { kernelLabels } from "./kernel-labels.ts";

/** Every finding of a report in the order of the lessons; one that several kernels share comes once and names them. */
export function collectFindings(report: Pick<Report, "lessons" | "kernels">): readonly Finding[] {
  const labels = kernelLabels(report.kernels.map(({ name }) => name));
  return report.lessons.flatMap((lesson) => {
    const merged = mergeFindings(findingsOf(lesson));
    return labels.size < 2 || lesson.runs.length < 2
      ? merged.map(({ finding }) => finding)
      : merged.map((found) => nameKernels(found, labels));
  });
}

interface Found {
  readonly finding: Finding;
  readonly kernels: readonly string[];
}

function findingsOf({ steps, runs }: LessonReport): readonly Found[] {
  const results = [...steps.flatMap((step) => step.results), ...runs];
  return results.flatMap(({ findings, kernel }) => findings.map((finding) => ({ finding, kernels: [kernel] })));
}

function mergeFindings(found: readonly Found[]): readonly Found[] {
  // What was shown may be megabytes: it is looked at only where the rest is the same.
  const alike = groupBy(found, ({ finding }) => headOf(finding));
  const groups = groupBy(found, ({ finding }) => {
    const head = headOf(finding);
    return alike.get(head)?.length === 1 ? head : JSON.stringify(finding);
  });
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ finding: first.finding, kernels: group.flatMap(({ kernels }) => kernels) }];
  });
}

function headOf({ code, place, message }: Finding): string {
  return JSON.stringify([code, place, message]);
}

function nameKernels({ finding, kernels }: Found, labels: ReadonlyMap<string, string>): Finding {
  const names = kernels.map((kernel) => labels.get(kernel) ?? kernel);
  return { ...finding, message: `${finding.message} (on ${names.join(", ")})` };
}
