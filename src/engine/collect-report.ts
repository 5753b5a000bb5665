import { type RanLessons, ReportSoFar } from "./report-so-far.ts";
import type { RunEvent } from "./run-events.ts";
import type { RunInput } from "./run-input.ts";

/** Makes a report of what a run tells; whoever watches or saves is told each event as well. */
export async function collectReport(
  input: Pick<RunInput, "lessons" | "until">,
  events: AsyncIterable<RunEvent>,
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<RanLessons> {
  const report = new ReportSoFar(input);
  for await (const event of events) {
    onEvent(event);
    report.note(event);
  }
  return report.ran;
}
