import { resolve } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { readCourses } from "../../src/spec/read-courses.ts";
import { axeViolations } from "../browser/axe-violations.ts";
import { LessonPage } from "../browser/lesson-page.ts";
import { provePage } from "../browser/prove-page.ts";
import { type OpenSite, openSite } from "../browser/site-in-chromium.ts";

const folder = resolve(import.meta.dirname, "../../notebooks-src/python-internals");
const { courses } = await readCourses([folder], { cwd: resolve(import.meta.dirname, "../..") });
const [course] = courses;
if (course === undefined) throw new Error("The course cannot be read");

let site: OpenSite;
beforeAll(async () => {
  site = await openSite(folder, "python-internals");
});
afterAll(async () => await site[Symbol.asyncDispose]());

it.each(course.lessons.map((lesson) => ({ name: lesson.name, lesson })))(
  "$name: cells show what the lesson says, and checks tell right from wrong",
  async ({ name, lesson }) => {
    const page = await site.open(`${name}.html`);
    const proof = await provePage(new LessonPage(page), course, lesson);
    console.log(name, proof.steps, "steps,", proof.answers, "answers");
    expect(proof.faults).toEqual([]);
    expect(proof.steps).toBeGreaterThan(0);
    expect(site.troubles).toEqual([]);
    await page.context().close();
  },
);

const widths = [375, 700, 1280];

it.each([...course.lessons.map(({ name }) => name), "index"])(
  "%s: nothing that axe-core finds and nothing to scroll sideways, light and dark, before and after all cells ran",
  async (name) => {
    const page = await site.open(`${name}.html`, { bypassCSP: true });
    const seen: Record<string, unknown> = {};
    for (const ran of name === "index" ? [false] : [false, true]) {
      if (ran) await new LessonPage(page).runAll();
      for (const colorScheme of ["light", "dark"] as const) {
        for (const width of widths) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          const sideways = await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
          const found = [...(await axeViolations(page)), ...(sideways > 0 ? [`${sideways} px too wide`] : [])];
          if (found.length > 0) seen[`${colorScheme}, ${width} px, ${ran ? "after" : "before"}`] = found;
        }
      }
    }
    expect(seen).toEqual({});
    await page.context().close();
  },
);
