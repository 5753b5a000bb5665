import { collectReport } from "../../src/engine/collect-report.ts";
import { renderEditions } from "../../src/engine/render-editions.ts";
import type { RanLessons } from "../../src/engine/report-so-far.ts";
import type { RunEvent } from "../../src/engine/run-events.ts";
import type { LessonToRun, RunInput, TargetKernel } from "../../src/engine/run-input.ts";
import { runLessons } from "../../src/engine/run-lessons.ts";
import type { Course } from "../../src/lesson/course.ts";

interface Options extends Pick<RunInput, "judging"> {
  readonly kernel: Pick<TargetKernel, "name" | "server">;
  readonly scratch: string;
  readonly onEvent?: (event: RunEvent) => void;
  /** Lessons as they run, where that is to be otherwise. */
  readonly alter?: (lesson: LessonToRun) => LessonToRun;
}

/** Runs the lessons of courses on one kernel of a server, one after the other. */
export async function runCourses(
  courses: readonly Course[],
  { kernel, scratch, onEvent, alter = (lesson) => lesson, ...rest }: Options,
): Promise<RanLessons> {
  const { lessons: rendered, diagnostics } = renderEditions(courses, { cwd: scratch });
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const kernels = [{ displayName: "Python", chosen: "for this test", ...kernel }];
  const lessons = rendered.map(alter);
  const input = { lessons, kernels, jobs: 1, hashSeed: 1, scratch, outputLimit: 1_000_000, ...rest };
  // What goes in is to be sent to worker threads as well.
  return await collectReport(input, runLessons(structuredClone(input)), onEvent);
}
