import { readFile, realpath } from "node:fs/promises";
import { resolve } from "node:path";

import type { Lesson } from "../lesson/lesson.ts";
import type { LeftAlone, RecordedFile, Recording } from "../lesson/recording.ts";
import { recordLesson, type LessonOnKernel, type RecordMode, type ShownStep } from "../record/record-lesson.ts";
import { renderKernels } from "../report/render-kernels.ts";
import { renderDiagnostics } from "../report/render-report.ts";
import { renderDiffs, renderUpdate } from "../report/render-update.ts";
import { DISTURB_CODE } from "../run/kernel-code.ts";
import { editFiles } from "../spec/edit/edit-files.ts";
import type { ReadResult } from "../spec/read-pack.ts";
import type { Context } from "./command.ts";
import type { RanLessons } from "./run-lessons.ts";
import type { ValidateSettings } from "./validate-settings.ts";
import { writeWhole } from "./write-whole.ts";

/** Where an update runs. */
export interface UpdateOptions {
  readonly settings: ValidateSettings;
  readonly context: Context;
}

/** `nbproof validate --update`: runs lessons twice on each kernel and writes what was seen into them. */
export async function update(
  read: ReadResult,
  mode: RecordMode,
  { settings, context }: UpdateOptions,
): Promise<number> {
  const { courses, diagnostics, sources } = read;
  const { out, err, cwd } = context;
  if (diagnostics.length > 0) err.write(`${renderDiagnostics(diagnostics, sources, err.style)}\n`);
  const lessons = courses.flatMap((course) => course.lessons);
  if (lessons.length === 0) return diagnostics.length > 0 ? 2 : 3;
  const seen = await observe(read, { settings, context });
  out.write(`${renderKernels(seen.kernels, out.style)}\n\n`);
  const recordings = lessons.map((lesson): Recording => {
    const reason = seen.lossOf(lesson);
    if (reason === undefined) return recordLesson(lesson, seen.runsOf(lesson), mode);
    return {
      changes: [],
      same: [],
      holes: [],
      leftAlone: [{ place: lesson.place, reason: `The run failed: ${reason}` }],
    };
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
  if (lessons.some((lesson) => seen.lossOf(lesson) !== undefined)) return 3;
  return leftAlone.length > 0 ? 1 : 0;
}

interface Seen {
  readonly kernels: RanLessons["kernels"];
  readonly runsOf: (lesson: Lesson) => readonly LessonOnKernel[];
  /** Why the infrastructure failed, where it did for this lesson. */
  readonly lossOf: (lesson: Lesson) => string | undefined;
}

/** Two runs of all lessons on all kernels, that differ in hash seed, working directory and time zone. */
async function observe({ courses }: ReadResult, { settings, context }: UpdateOptions): Promise<Seen> {
  const { runLessons } = await import("./run-lessons.ts");
  const shown: ReadonlyMap<Lesson, Map<string, Map<number, ShownStep>>>[] = [];
  const ran: RanLessons[] = [];
  const planned = variations(settings.hashSeed, new Date());
  for (const [index, { hashSeed, environment }] of planned.entries()) {
    const run = new Map(
      courses.flatMap((course) =>
        course.lessons.map((lesson) => [lesson, new Map<string, Map<number, ShownStep>>()] as const),
      ),
    );
    shown.push(run);
    ran.push(
      await runLessons(
        {
          courses,
          until: undefined,
          special: {
            environment,
            ...(index === 0 ? {} : { prelude: DISTURB_CODE }),
            purpose: `run ${index + 1} of ${planned.length}`,
            solutionsOnly: true,
            onObserved(lesson, observed, { kernel, findings }) {
              const steps = run.get(lesson);
              if (steps === undefined || observed.run.step === undefined) return;
              const own = steps.get(kernel) ?? new Map<number, ShownStep>();
              own.set(observed.run.step, { observed, findings });
              steps.set(kernel, own);
            },
          },
        },
        { ...settings, hashSeed, strict: false, mutate: false },
        context,
      ),
    );
  }
  const kernels = ran[0]?.kernels ?? [];
  return {
    kernels,
    runsOf: (lesson) =>
      kernels.flatMap(({ name, facts }): readonly LessonOnKernel[] => {
        const runs = shown.map((run) => run.get(lesson)?.get(name) ?? new Map<number, ShownStep>());
        return facts === undefined ? [] : [{ kernel: name, facts, runs }];
      }),
    lossOf: (lesson) => ran.flatMap((each) => lossIn(each, lesson))[0],
  };
}

function lossIn({ lessons }: RanLessons, lesson: Lesson): readonly string[] {
  const report = lessons.find(({ file, name }) => file === lesson.place.file && name === lesson.name);
  const lost = report?.runs.filter(({ verdict }) => verdict === "error") ?? [];
  return lost.map(({ kernel, reason = "the infrastructure failed" }) => `${reason} (${kernel})`);
}

interface Variation {
  readonly hashSeed: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** The second run lives in a zone in which it is another day, whatever the time. */
function variations(hashSeed: number, now: Date): readonly Variation[] {
  // POSIX: the sign says what is to be added to reach UTC.
  const elsewhere = now.getUTCHours() >= 12 ? "<+1345>-13:45" : "<-1215>12:15";
  return [
    { hashSeed, environment: {} },
    { hashSeed: (hashSeed + 1_000_003) % 2 ** 32, environment: { TZ: elsewhere } },
  ];
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
