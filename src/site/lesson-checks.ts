import { compact } from "../basics/compact.ts";
import type { Cell } from "../lesson/cell.ts";
import type { ExpectedParts, Variant } from "../lesson/expectation.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { chooseVariant } from "../model/choose-variant.ts";
import type { Facts } from "../model/facts.ts";
import type { CheckedCell, LessonChecks } from "../model/lesson-data.ts";
import { lacksOf } from "./lesson-steps.ts";

/** What a page holds the outputs of a lesson's cells against, for a Python as `facts` say. */
export function lessonChecks(lesson: Lesson, cells: readonly Cell[], facts: Facts): LessonChecks {
  const checked = cells.flatMap(({ id, role, step: index }): readonly CheckedCell[] => {
    const step = index === undefined ? undefined : lesson.steps[index];
    if (role !== "code" || step?.kind !== "code") return [];
    const variant = step.expect && chooseVariant(step.expect, facts);
    if (step.expect === undefined || variant === undefined || lacksOf(lesson, step, facts) !== "") return [];
    const { prediction: _, quotations: __, links: ___, ...own } = step;
    // A page cannot tell what a cell asks or how often a display changes, and has nothing that decodes pictures.
    const told = step.input.length === 0 && isTold(variant.parts);
    const expect = { ...step.expect, variants: [told ? variant : withTextsAlone(variant)] };
    return [{ id, told, measures: lesson.exclusive || step.exclusive, step: { ...own, expect } }];
  });
  return { facts, cells: checked };
}

/** As a file: the same on every machine, so nothing in it tells where a lesson lies. */
export function lessonChecksText(checks: LessonChecks): string {
  return JSON.stringify(checks, (_, value: unknown) => (isPlace(value) ? { file: "", line: 1, column: 1 } : value));
}

function isTold({ display = [], displays = [], bundles = [], updates }: ExpectedParts): boolean {
  const types = [...display, ...displays.flatMap((each) => each.types)].map(({ mimeType }) => mimeType);
  const all = [...types, ...bundles.flatMap(({ mime }) => Object.keys(mime))];
  return updates === undefined && !all.some((type) => /^image\/(?!svg)/.test(type));
}

/** In which its captures are. */
function withTextsAlone(variant: Variant): Variant {
  const { shows, stdout, stderr, streams, result, contains } = variant.parts;
  return { ...variant, parts: compact({ shows, stdout, stderr, streams, result, contains }) };
}

function isPlace(value: unknown): boolean {
  return typeof value === "object" && value !== null && "file" in value && "line" in value && "column" in value;
}
