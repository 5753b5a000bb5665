import { resolve } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { readCourses } from "../../src/spec/read-courses.ts";
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
