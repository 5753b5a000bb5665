import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { collectReport } from "../../src/engine/collect-report.ts";
import { renderEditions } from "../../src/engine/render-editions.ts";
import type { RanLessons } from "../../src/engine/report-so-far.ts";
import type { RunEvent } from "../../src/engine/run-events.ts";
import type { LessonToRun, RunInput, TargetKernel } from "../../src/engine/run-input.ts";
import { runLessons } from "../../src/engine/run-lessons.ts";
import { FACTS_CODE } from "../../src/run/kernel-code.ts";
import { facts } from "../check/examples.ts";
import { type FakeCell, type FakeServer, openServer } from "../client/fake-server.ts";
import { readFiles } from "../spec/read-files.ts";

/** A server whose kernels understand `print("text")` and `raise Name("text")`, and nbproof's own questions. */
export async function openKernelServer(options: { readonly foreign?: boolean } = {}): Promise<FakeServer> {
  const server = await openServer(options);
  onTestFinished(async () => await server[Symbol.asyncDispose]());
  server.otherwise = execute;
  return server;
}

/** Executes a cell as such a kernel does. */
export function execute(cell: FakeCell): void {
  if (cell.silent) {
    cell.print(cell.code === FACTS_CODE ? JSON.stringify(facts) : '{"shared": true, "late": []}');
    return cell.end();
  }
  for (const line of cell.code.split("\n")) {
    const [, text] = /^print\("(.*?)"\)/.exec(line) ?? [];
    if (text !== undefined) cell.print(`${text}\n`);
    const [, ename, evalue = ""] = /^raise (\w+)\("(.*?)"\)/.exec(line) ?? [];
    if (ename !== undefined) return raise(cell, ename, evalue);
  }
  cell.end();
}

/** Ends a cell with an error. */
export function raise(cell: FakeCell, ename: string, evalue: string): void {
  const error = { ename, evalue, traceback: [] };
  cell.publish("error", error);
  cell.end({ status: "error", ...error });
}

/** The kernel dies at the cell; the server starts it anew. */
export function die(cell: FakeCell): void {
  cell.publish("status", { execution_state: "restarting" });
}

/** A kernel of a server, as the report names it. */
export function kernelOf({ url, settings }: FakeServer, more: Partial<TargetKernel> = {}): TargetKernel {
  const server = { url, token: "t", ...(settings.foreign ? { foreign: true } : {}) };
  return { name: "python3", displayName: "Python 3", chosen: "for this test", server, ...more };
}

/** Lessons of one folder, by file name: `.yaml` below `steps:`, unless it is a whole file. */
export async function lessonsFrom(files: Readonly<Record<string, string>>): Promise<readonly LessonToRun[]> {
  const whole = Object.entries(files).map(
    ([name, text]) => [name, /^ *- /.test(text) ? `title: T\nsteps:\n${text}` : text] as const,
  );
  const { courses, diagnostics } = await readFiles(Object.fromEntries(whole));
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return renderEditions(courses, { cwd: tmpdir() }).lessons;
}

/** The only lesson with these steps. */
export async function lessonWith(steps: string): Promise<LessonToRun> {
  const [lesson] = await lessonsFrom({ "lesson.yaml": steps });
  if (lesson === undefined) throw new Error("No lesson");
  return lesson;
}

/** The lesson with another student edition: its code cells, whatever they were. */
export function withStudent(lesson: LessonToRun, alter: (code: string) => string): LessonToRun {
  const student = lesson.student.map((cell) => (cell.type === "code" ? { ...cell, source: alter(cell.source) } : cell));
  return { ...lesson, student };
}

/** What is to run, on one kernel of the server and one lesson after the other, in a scratch folder of its own. */
export async function inputFor(
  server: FakeServer,
  lessons: readonly LessonToRun[],
  more: Partial<RunInput> = {},
): Promise<RunInput> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "nbproof-engine-")));
  onTestFinished(() => rm(scratch, { recursive: true, force: true }));
  return { lessons, kernels: [kernelOf(server)], jobs: 1, hashSeed: 1, scratch, outputLimit: 1000, ...more };
}

/** All that a run tells, its report, and what it leaves in the scratch folder. */
export interface ToldRun {
  readonly events: readonly RunEvent[];
  readonly report: RanLessons;
  readonly left: readonly string[];
}

/** Runs lessons; what goes in and out is cloned, as a worker thread's would be. */
export async function run(input: RunInput, signal?: AbortSignal): Promise<ToldRun> {
  const events: RunEvent[] = [];
  const told = runLessons(structuredClone(input), signal === undefined ? {} : { signal });
  const report = await collectReport(input, cloned(told), (event) => events.push(event));
  return { events, report, left: await readdir(input.scratch).catch(() => []) };
}

async function* cloned(events: AsyncIterable<RunEvent>): AsyncGenerator<RunEvent> {
  for await (const event of events) yield structuredClone(event);
}

/** The verdict of each step on each kernel, with its reason or its findings: `failed (output-differs)`. */
export function verdictsOf({ lessons }: Pick<RanLessons, "lessons">): readonly string[] {
  return lessons.flatMap(({ steps }) =>
    steps.flatMap(({ results }) =>
      results.map(({ verdict, findings, reason }) => {
        const notes = [...(reason === undefined ? [] : [reason]), ...findings.map(({ code }) => code)];
        return notes.length === 0 ? verdict : `${verdict} (${notes.join(", ")})`;
      }),
    ),
  );
}

/** How many kernels the server still has. */
export function kernelsLeft({ requests }: FakeServer): number {
  const count = (method: string): number => requests.filter((each) => each.startsWith(`${method} /api/kernels`)).length;
  return count("POST") - count("DELETE");
}
