import { type RanLessons, ReportSoFar } from "./report-so-far.ts";
import type { RunEvent } from "./run-events.ts";
import { lessonsOn, type RunInput } from "./run-input.ts";

/**
 * Makes a report of what a run tells; whoever watches or saves is told each event as well. Throws where the run ends before
 * all has run: a lesson that nobody ran would have no finding.
 */
export async function collectReport(
  input: Pick<RunInput, "lessons" | "kernels" | "until">,
  events: AsyncIterable<RunEvent>,
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<RanLessons> {
  const report = new ReportSoFar(input);
  const due = new Set(
    input.kernels.flatMap((kernel) => lessonsOn(kernel, input.lessons).map(({ index }) => keyOf(kernel.name, index))),
  );
  for await (const event of events) {
    onEvent(event);
    report.note(event);
    if (event.kind === "lesson-ended") due.delete(keyOf(event.kernel, event.lesson));
  }
  if (due.size > 0) throw new Error(`The run ended before all had run: ${[...due].join(", ")} is left`);
  return report.ran;
}

function keyOf(kernel: string, lesson: number): string {
  return `lesson ${lesson} on ${kernel}`;
}
