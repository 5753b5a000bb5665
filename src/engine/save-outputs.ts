import { realpath } from "node:fs/promises";
import { dirname } from "node:path";

import { compact } from "../basics/compact.ts";
import type { Facts } from "../model/facts.ts";
import type { Observation } from "../model/observation.ts";
import type { LessonReport } from "../model/report.ts";
import { CourseWriteError } from "../notebook/write-error.ts";
import { settingDigest } from "../outputs/digests.ts";
import { MOST_BYTES, outputsPath } from "../outputs/outputs-path.ts";
import { readOutputs } from "../outputs/read-outputs.ts";
import { recordOutputs, type ShownOnKernel } from "../outputs/record-outputs.ts";
import { renderOutputs } from "../outputs/render-outputs.ts";
import { fileName, type Reading } from "../source/read-source.ts";
import { replaceFiles } from "../source/write-files.ts";
import type { RunEvent } from "./run-events.ts";
import type { LessonToRun } from "./run-input.ts";

/** Records what the cells of lessons showed that passed on every kernel: a consumer of a run's events. */
export class OutputsSaver {
  readonly #lessons: readonly LessonToRun[];
  readonly #settings: readonly string[];
  readonly #shown = new Map<number, Map<string, OnKernel>>();

  private constructor(lessons: readonly LessonToRun[], settings: readonly string[]) {
    this.#lessons = lessons;
    this.#settings = settings;
  }

  /** `lessons`: those that run, in their order; to be called before they do, since their files are read. */
  static async open(lessons: readonly LessonToRun[]): Promise<OutputsSaver> {
    return new OutputsSaver(lessons, await Promise.all(lessons.map(async ({ lesson }) => await settingDigest(lesson))));
  }

  /** To be called with each event. */
  note(event: RunEvent): void {
    if (event.kind !== "step-judged") return;
    const { observed, facts } = event.judged;
    const kernels = this.#shown.get(event.lesson) ?? new Map<string, OnKernel>();
    this.#shown.set(event.lesson, kernels);
    // A lesson that is run once more, since the infrastructure failed, shows each step again.
    const { cells } = kernels.get(event.kernel) ?? { cells: new Map<string, ShownCell>() };
    kernels.set(event.kernel, { facts, cells });
    for (const { action, observations } of observed.actions) {
      const [seen] = observations;
      if (action.kind !== "cell" || seen === undefined) continue;
      const { outputs, executionCount } = seen;
      cells.set(action.id, { outputs, ...compact({ executionCount }) });
    }
  }

  /**
   * Writes each lesson's file whole or not at all, and says what became of it, a line each. Once the signal is aborted no
   * further file is written.
   */
  async *save(reports: readonly LessonReport[], { cwd, signal }: SaveTo): AsyncGenerator<string> {
    const to = { cwd: await realpath(cwd), signal };
    for (const index of this.#lessons.keys()) yield* await this.#saveOne(index, reports[index], to);
  }

  async #saveOne(index: number, report: LessonReport | undefined, { cwd, signal }: SaveTo): Promise<readonly string[]> {
    const { lesson, solutions: cells } = this.#lessons[index] ?? {};
    const setting = this.#settings[index];
    if (lesson === undefined || cells === undefined || setting === undefined) return [];
    const path = outputsPath(lesson);
    const file = fileName(cwd, path);
    const left = (why: string): readonly string[] => [`${file} is left as it was: ${why}`];
    const obstacle = obstacleOf(report);
    if (obstacle !== undefined) return left(obstacle);
    const passed = (report?.runs ?? []).filter(({ verdict }) => verdict === "passed").map(({ kernel }) => kernel);
    const runs = passed.flatMap((kernel): readonly ShownOnKernel[] => {
      const shown = this.#shown.get(index)?.get(kernel);
      return shown === undefined ? [] : [shown];
    });
    if (runs.length === 0) return left("the lesson has no step that ran");
    // What cannot be read is written anew.
    const reading: Reading = { cwd, sources: new Map(), diagnostics: [] };
    const old = await readOutputs(reading, path);
    const recorded = recordOutputs({ lesson, cells, setting }, runs, old);
    if (!("cells" in recorded)) {
      const [first] = recorded;
      return left(`outputs alone do not tell that the lesson passes: ${first?.message ?? ""}${placed(first)}`);
    }
    const text = renderOutputs(recorded);
    const size = Buffer.byteLength(text);
    if (size > MOST_BYTES)
      return left(
        `the outputs take ${size.toLocaleString("en-GB")} bytes, and ${MOST_BYTES.toLocaleString("en-GB")} can be recorded`,
      );
    if (reading.sources.get(file) === text) return [`${file} has these outputs already`];
    if (signal.aborted) return left("nbproof was stopped before it was written");
    await replaceFiles(dirname(lesson.path), [{ path, content: text }], failed);
    return [`${file} is written`];
  }
}

interface SaveTo {
  readonly cwd: string;
  /** Aborted when nothing more is to be written. */
  readonly signal: AbortSignal;
}

type ShownCell = Pick<Observation, "outputs" | "executionCount">;

interface OnKernel {
  readonly facts: Facts;
  /** By the cell's id. */
  readonly cells: Map<string, ShownCell>;
}

/** Why the run proves nothing of the lesson. */
function obstacleOf(report: LessonReport | undefined): string | undefined {
  const runs = report?.runs ?? [];
  const bad = runs.find(({ verdict }) => verdict === "failed" || verdict === "error");
  if (bad !== undefined) return `the lesson did not pass on ${bad.kernel}`;
  const [first] = runs;
  if (runs.some(({ verdict }) => verdict === "passed")) return undefined;
  return first === undefined
    ? "the lesson did not run"
    : `the lesson was skipped${first.reason === undefined ? "" : `: ${first.reason}`}`;
}

function placed(stale: { readonly place: { readonly file: string; readonly line: number } } | undefined): string {
  return stale === undefined ? "" : ` (${stale.place.file}:${stale.place.line})`;
}

function failed(path: string, cause: unknown): Error {
  return new CourseWriteError(path, cause);
}
