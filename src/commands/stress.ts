import { stressLessons } from "../engine/stress-lessons.ts";
import { renderKernels } from "../report/render-kernels.ts";
import { renderStress } from "../report/render-stress.ts";
import type { ReadToRun } from "./read-to-run.ts";
import { runForShown, type RunContext } from "./run-with-progress.ts";

/** `nbproof validate --stress N`: runs lessons N times, each time in other conditions, and names what is unstable. */
export async function stress(read: ReadToRun, runs: number, to: RunContext): Promise<number> {
  const { courses, rendered, diagnostics } = read;
  const { out } = to.context;
  const { hashSeed } = to.settings;
  const run = runForShown(courses, rendered, to);
  const lessons = rendered.map(({ lesson }) => lesson);
  const { kernels, unstable, lost } = await stressLessons(lessons, { runs, hashSeed, now: () => new Date(), run });
  out.write(`${renderKernels(kernels, out.style)}\n\n`);
  out.write(renderStress({ steps: unstable, lost, runs, lessons: lessons.length, hashSeed }, out.style));
  if (diagnostics.length > 0) return 2;
  if (unstable.length > 0) return 1;
  return lost.length > 0 ? 3 : 0;
}
