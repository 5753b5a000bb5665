import type { Course } from "../../src/lesson/course.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { judgeOutputs } from "../../src/outputs/judge-outputs.ts";
import { browserFacts } from "../../src/site/browser-facts.ts";
import { lessonChecks } from "../../src/site/lesson-checks.ts";
import type { LessonPage } from "./lesson-page.ts";

/** What a lesson's page got wrong, each in words; and how much was looked at, since nothing wrong of nothing says little. */
export interface PageProof {
  readonly faults: readonly string[];
  /** Steps whose live outputs were held against the lesson: those that measure time are not, with a browser's clock. */
  readonly steps: number;
  /** Answers that were checked. */
  readonly answers: number;
}

/** Runs all cells of a page, and each exercise's starter, wrong answers and solution, in this order. */
export async function provePage(lessonPage: LessonPage, course: Course, lesson: Lesson): Promise<PageProof> {
  const facts = browserFacts({ python: "3.14.2", packages: {} });
  await lessonPage.runAll();
  const faults: string[] = [];
  const student = renderCells(course, lesson, { edition: "student", templates: loadTemplates(course.folder) });
  for (const { id, measures } of lessonChecks(lesson, student, facts).cells) {
    const verdict = await lessonPage.verdict(id);
    if (verdict !== "✓ as the lesson says" && !(measures && verdict === "")) faults.push(`${id} is ${verdict}`);
  }
  let answers = 0;
  for (const step of lesson.steps) {
    const check = lessonPage.page.locator(`[data-exercise="${step.key}_check"] .verdict button`);
    if (step.kind !== "exercise" || (await check.count()) === 0) continue;
    const attempts = [
      { name: "the starter", code: step.starter.value, passes: false },
      ...step.wrong.map(({ name, code }) => ({ name: `the wrong answer “${name}”`, code: code.value, passes: false })),
      { name: "the solution", code: step.solution.value, passes: true },
    ];
    for (const { name, code, passes } of attempts) {
      await lessonPage.openWork({ [`${step.key}_answer`]: code });
      const { text, passed } = await lessonPage.check(step.key);
      answers += 1;
      const isTold = passes ? /Well done/.test(text) : /✗|Not checked/.test(text) && !/Well done/.test(text);
      if (passed !== passes || !isTold) faults.push(`${step.place.file}:${step.place.line} ${name}: ${text}`);
    }
  }
  const outputs = await lessonPage.outputs();
  const cells = renderCells(course, lesson, { edition: "solutions", templates: loadTemplates(course.folder) });
  const judged = judgeOutputs({ lesson, cells, facts }, outputs).filter(
    ({ step, skipped }) => !skipped && lesson.steps[step]?.kind === "code" && !lesson.steps[step].exclusive,
  );
  for (const { findings, absent } of judged) {
    faults.push(...absent.map((id) => `nothing of ${id}`));
    faults.push(...findings.map(({ place, message }) => `${place.file}:${place.line} ${message}`));
  }
  return { faults, steps: judged.length, answers };
}
