import { recordLessons } from "../engine/record-lessons.ts";
import type { Course } from "../lesson/course.ts";
import type { LeftAlone } from "../lesson/recording.ts";
import { renderKernels } from "../report/render-kernels.ts";
import { renderDiffs, renderUpdate } from "../report/render-update.ts";
import { editFiles } from "../spec/edit/edit-files.ts";
import type { ReadToRun } from "./read-to-run.ts";
import { writeChanged } from "./write-changed.ts";
import { runForShown, type RunContext } from "./run-with-progress.ts";
import { findStep, type Target } from "./target.ts";
import { UsageError } from "./usage-error.ts";

/** `nbproof validate --update`: runs lessons twice on each kernel and writes what was seen into them. */
export async function update(read: ReadToRun, mode: "all" | "new", to: RunContext): Promise<number> {
  const { courses, rendered, sources, diagnostics } = read;
  const { out, cwd, signal } = to.context;
  const { hashSeed } = to.settings;
  const run = runForShown(courses, rendered, to);
  const only = onlyStep(courses, to.settings.targets);
  const lessons = rendered.map(({ lesson }) => lesson);
  const { kernels, recordings, lost } = await recordLessons(lessons, { mode, only, hashSeed, now: new Date(), run });
  out.write(`${renderKernels(kernels, out.style)}\n\n`);
  const planned = editFiles(recordings, sources);
  out.write(renderDiffs(planned.files, out.style));
  signal.throwIfAborted();
  const leftAlone: LeftAlone[] = [...planned.leftAlone];
  for (const file of planned.files) {
    const reason = await writeChanged(file, cwd);
    if (reason !== undefined) leftAlone.push({ place: { file: file.file, line: 1, column: 1 }, reason });
  }
  out.write(renderUpdate({ ...planned, leftAlone }, out.style));
  if (diagnostics.length > 0) return 2;
  if (lost) return 3;
  return leftAlone.length > 0 ? 1 : 0;
}

/** The step of `lesson.yaml:12`, which alone is recorded; absent where all are. */
function onlyStep(courses: readonly Course[], [target]: readonly Target[]): number | undefined {
  const { line } = target ?? {};
  const index = line === undefined ? undefined : findStep(courses, line);
  const step = index === undefined ? undefined : courses.flatMap(({ lessons }) => lessons)[0]?.steps[index];
  if (step === undefined || step.kind === "code") return index;
  throw new UsageError(`Line ${line} is in a step of another kind: --update records what code shows`, "validate");
}
