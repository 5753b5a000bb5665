import { buildCourse, type Diagnostic, readCourse, type Report, renderReport, startBridge, validate } from "nbproof";
import type { KernelProvider, LessonReport, Progress, ReadCourse, Step, ValidateOptions } from "nbproof";

const events: Progress[] = [];
const options: ValidateOptions = {
  jobs: 2,
  onEvent: (event) => void events.push(event),
  signal: AbortSignal.timeout(1),
};
export async function use(provider: KernelProvider): Promise<readonly string[]> {
  const read: ReadCourse = await readCourse("my-course", { cwd: "." });
  const steps: readonly Step[] = read.course?.lessons.flatMap((lesson) => lesson.steps) ?? [];
  const report: Report = await validate(read, options);
  const lessons: readonly LessonReport[] = report.lessons;
  const { diagnostics }: { readonly diagnostics: readonly Diagnostic[] } = await buildCourse(read, { dryRun: true });
  const bridge = await startBridge({ provider, port: 0 });
  await bridge[Symbol.asyncDispose]();
  // @ts-expect-error There is no such format.
  renderReport(report, { format: "xml" });
  return [
    renderReport(report),
    bridge.url,
    ...diagnostics.map(({ code }) => code),
    String(steps.length + lessons.length),
  ];
}
