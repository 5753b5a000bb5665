import { mkdir, mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Diagnostic } from "../../src/source/diagnostic.ts";
import type { Lesson, Step } from "../../src/lesson/lesson.ts";
import { readCourses, type ReadResult } from "../../src/spec/read-courses.ts";
import { rm } from "node:fs/promises";

/** Writes files into a folder of their own and gives its real path; the folder goes when the test ends. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "nbproof-spec-")));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** Reads paths, the folder itself unless told, of a folder with the files. */
export async function readFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  paths: readonly string[] = ["."],
): Promise<ReadResult> {
  const cwd = await folderOf(files);
  return readCourses(paths, { cwd });
}

/** The only lesson of a file `lesson.yaml`, which must be in order. */
async function readLesson(yaml: string, beside: Readonly<Record<string, Uint8Array>>): Promise<Lesson> {
  const { courses, diagnostics } = await readFiles({ ...beside, "lesson.yaml": yaml });
  const lesson = courses[0]?.lessons[0];
  if (lesson === undefined) throw new Error(`No lesson: ${diagnostics.map(showDiagnostic).join("\n")}`);
  return lesson;
}

/** The steps of a lesson, given as the lines under `steps:`, with files that lie beside it. */
export async function readSteps(
  steps: string,
  beside: Readonly<Record<string, Uint8Array>> = {},
): Promise<readonly Step[]> {
  return (await readLesson(`title: T\nsteps:\n${steps}`, beside)).steps;
}

/** What is wrong with a lesson, line by line. */
export async function diagnose(
  yaml: string,
  beside: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<readonly string[]> {
  const { diagnostics } = await readFiles({ ...beside, "lesson.yaml": yaml }, ["lesson.yaml"]);
  return diagnostics.map(showDiagnostic);
}

/** A diagnostic as `line:column code: message`, with its advice and rewritten lines below. */
export function showDiagnostic({ code, place, message, advice, rewritten }: Diagnostic): string {
  const file = place.file === "lesson.yaml" ? "" : `${place.file}:`;
  const where = `${file}${place.line}:${place.column}${place.endColumn === undefined ? "" : `-${place.endColumn}`}`;
  const lines = [`${where} ${code}: ${message}`];
  if (advice !== undefined) lines.push(`  ${advice}`);
  if (rewritten !== undefined) lines.push(...rewritten.split("\n").map((line) => `  | ${line}`));
  return lines.join("\n");
}
