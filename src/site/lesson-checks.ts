import type { Cell } from "../lesson/cell.ts";
import type { Expectation, ExpectedParts } from "../lesson/expectation.ts";
import type { CodeStep, Lesson } from "../lesson/lesson.ts";
import type { Facts } from "../model/facts.ts";
import type { CheckedCell, LessonChecks } from "../model/lesson-data.ts";
import { unmetRequirements } from "../model/unmet-requirements.ts";

/** What a page holds the outputs of a lesson's cells against, for a Python as `facts` say. */
export function lessonChecks(lesson: Lesson, cells: readonly Cell[], facts: Facts): LessonChecks {
  const checked = cells.flatMap(({ id, role, step: index }): readonly CheckedCell[] => {
    const step = index === undefined ? undefined : lesson.steps[index];
    if (role !== "code" || step?.kind !== "code") return [];
    const unmet = [...unmetRequirements(lesson.requires, facts), ...unmetRequirements(step.requires, facts)];
    const expect = unmet.length > 0 ? undefined : expectedOn(step, facts);
    // A page cannot tell what a cell asks, and has nothing that decodes pictures.
    if (expect === undefined || step.input.length > 0 || expect.variants.some(({ parts }) => hasPictures(parts)))
      return [];
    const { prediction: _, quotations: __, links: ___, ...own } = step;
    return [{ id, measures: lesson.exclusive || step.exclusive, step: { ...own, expect } }];
  });
  return { facts, cells: checked };
}

/** As a file: the same on every machine, so nothing in it tells where a lesson lies. */
export function lessonChecksText(checks: LessonChecks): string {
  return JSON.stringify(checks, (_, value: unknown) => (isPlace(value) ? { file: "", line: 1, column: 1 } : value));
}

/** Without what a page cannot know: how often a display changed. */
function expectedOn({ expect }: CodeStep, facts: Facts): Expectation | undefined {
  const variant = expect?.variants.find(
    ({ when }) => when === undefined || unmetRequirements(when, facts).length === 0,
  );
  if (expect === undefined || variant === undefined) return undefined;
  const { updates: _, ...parts } = variant.parts;
  return { ...expect, variants: [{ ...variant, parts }] };
}

function hasPictures({ display = [], displays = [], bundles = [] }: ExpectedParts): boolean {
  const types = [...display, ...displays.flatMap((each) => each.types)].map(({ mimeType }) => mimeType);
  return [...types, ...bundles.flatMap(({ mime }) => Object.keys(mime))].some((type) => /^image\/(?!svg)/.test(type));
}

function isPlace(value: unknown): boolean {
  return typeof value === "object" && value !== null && "file" in value && "line" in value && "column" in value;
}
