import { readFile, realpath } from "node:fs/promises";
import { resolve } from "node:path";

import type { LeftAlone, RecordedFile, Recording } from "../lesson/recording.ts";
import { decodePng } from "../source/decode-png.ts";
import { recordLesson, type RecordMode } from "../record/record-lesson.ts";
import { renderKernels } from "../report/render-kernels.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import { renderDiffs, renderUpdate } from "../report/render-update.ts";
import { DISTURB_CODE } from "../run/kernel-code.ts";
import { editFiles } from "../spec/edit/edit-files.ts";
import type { ReadResult } from "../spec/read-courses.ts";
import { type Conditions, lossOf, observe, type ObservedRun, type ObserveOptions, runsOf } from "../engine/observe.ts";
import type { ValidateSettings } from "./validate-settings.ts";
import { writeWhole } from "../source/write-files.ts";

/** `nbproof validate --update`: runs lessons twice on each kernel and writes what was seen into them. */
export async function update(
  read: ReadResult,
  mode: RecordMode,
  { settings, context }: ObserveOptions,
): Promise<number> {
  const { courses, diagnostics, sources } = read;
  const { out, err, cwd } = context;
  if (diagnostics.length > 0) err.write(`${renderDiagnostics(diagnostics, sources, err.style)}\n`);
  const lessons = courses.flatMap((course) => course.lessons);
  if (lessons.length === 0) return diagnostics.length > 0 ? 2 : 3;
  const runs: ObservedRun[] = [];
  for (const conditions of conditionsOf(settings, new Date())) {
    runs.push(await observe(courses, conditions, { settings, context }));
  }
  out.write(`${renderKernels(runs[0]?.ran.kernels ?? [], out.style)}\n\n`);
  const recordings = lessons.map((lesson): Recording => {
    const reason = lossOf(lesson, runs);
    if (reason === undefined) return recordLesson(lesson, runsOf(lesson, runs), { mode, decodePng });
    const leftAlone = [{ place: lesson.place, reason: `The run failed: ${reason}` }];
    return { changes: [], same: [], holes: [], leftAlone };
  });
  const planned = editFiles(recordings, sources);
  out.write(renderDiffs(planned.files, out.style));
  context.signal.throwIfAborted();
  const leftAlone: LeftAlone[] = [...planned.leftAlone];
  for (const file of planned.files) {
    if (!(await write(file, cwd))) {
      leftAlone.push({
        place: { file: file.file, line: 1, column: 1 },
        reason: "The file has changed since it was read",
      });
    }
  }
  out.write(renderUpdate({ ...planned, leftAlone }, out.style));
  if (diagnostics.length > 0) return 2;
  if (lessons.some((lesson) => lossOf(lesson, runs) !== undefined)) return 3;
  return leftAlone.length > 0 ? 1 : 0;
}

/** The second run lives in a zone in which it is another day, whatever the time, and in a kernel that has been used. */
function conditionsOf({ hashSeed }: ValidateSettings, now: Date): readonly Conditions[] {
  return [
    { hashSeed, purpose: "run 1 of 2" },
    {
      hashSeed: (hashSeed + 1_000_003) % 2 ** 32,
      environment: { TZ: anotherDay(now) },
      prelude: DISTURB_CODE,
      purpose: "run 2 of 2",
    },
  ];
}

/** A time zone in POSIX's notation, in which the sign says what is to be added to reach UTC. */
export function anotherDay(now: Date): string {
  return now.getUTCHours() >= 12 ? "<+1345>-13:45" : "<-1215>12:15";
}

/** False where the file is no longer what was read; a link stays a link, and a byte-order mark stays. */
async function write({ file, before, after }: RecordedFile, cwd: string): Promise<boolean> {
  const path = await realpath(resolve(cwd, file));
  const now = await readFile(path, "utf8");
  const mark = now.startsWith("\ufeff") ? "\ufeff" : "";
  if (now !== mark + before) return false;
  await writeWhole(path, mark + after);
  return true;
}
