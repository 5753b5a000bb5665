import type { Course } from "../../src/lesson/course.ts";
import type { Facts } from "../../src/model/facts.ts";
import type { Output } from "../../src/model/observation.ts";
import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { settingDigest } from "../../src/outputs/digests.ts";
import type { LessonNow } from "../../src/outputs/fit-outputs.ts";
import { recordOutputs, type ShownOnKernel } from "../../src/outputs/record-outputs.ts";
import type { RecordedOutputs } from "../../src/outputs/recorded-outputs.ts";
import { facts } from "../check/examples.ts";
import { lessonOf } from "../notebook/course-of.ts";

export type NowInCourse = LessonNow & { readonly course: Course };

/** A lesson, given as the lines under `steps:`, as recording sees it. */
export async function nowOf(steps: string): Promise<NowInCourse> {
  const { course, lesson } = await lessonOf(steps);
  const cells = renderCells(course, lesson, { edition: "solutions", templates: loadTemplates() });
  return { course, lesson, cells, setting: await settingDigest(lesson) };
}

export function printed(text: string): Output {
  return { type: "stream", name: "stdout", text };
}

/** What cells showed on a kernel, by their ids: a text on stdout, or outputs. */
export function shownOn(
  cells: Readonly<Record<string, string | readonly Output[]>>,
  more: Partial<Facts> = {},
): ShownOnKernel {
  const shown = Object.entries(cells).map(([id, showed], index) => {
    const outputs = typeof showed === "string" ? [printed(showed)] : showed;
    return [id, { outputs, executionCount: index + 1 }] as const;
  });
  return { facts: { ...facts, ...more }, cells: new Map(shown) };
}

/** What is recorded of runs, which must be possible. */
export function recordedOf(now: LessonNow, runs: readonly ShownOnKernel[], old?: RecordedOutputs): RecordedOutputs {
  const recorded = recordOutputs(now, runs, old);
  if ("cells" in recorded) return recorded;
  throw new Error(recorded.map(({ message }) => message).join("\n"));
}

/** The texts that are recorded of a cell, each with its kernels. */
export function textsOf({ cells }: RecordedOutputs, id: string): readonly string[] {
  const shown = cells.find((cell) => cell.id === id)?.shown ?? [];
  return shown.map(({ kernels, outputs }) => `${kernels.join()}: ${outputs.map(textOf).join("")}`);
}

function textOf(output: Output): string {
  return output.type === "stream" ? output.text : output.type;
}
