import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { renderCells } from "../notebook/cells.ts";
import { describeRequirements } from "../notebook/describe-requirements.ts";
import { encodePath } from "../basics/encode-path.ts";
import { notebookPath } from "../notebook/front-cells.ts";
import { lessonMinutes } from "../notebook/lesson-minutes.ts";
import type { Pictures } from "../notebook/pictures.ts";
import { placeInCourse } from "../notebook/place-in-course.ts";
import { type CourseFile, distinctFiles, manifestOf } from "../notebook/render-course.ts";
import { renderNotebook } from "../notebook/render-notebook.ts";
import { colabUrl } from "../notebook/repository-urls.ts";
import { markupOf, type Templates } from "../notebook/templates.ts";
import type { Facts } from "../model/facts.ts";
import type { LessonData } from "../model/lesson-data.ts";
import { browserFacts } from "./browser-facts.ts";
import { hashedFolder, kernelFolder } from "./hashed-folder.ts";
import { lessonChecks, lessonChecksText } from "./lesson-checks.ts";
import { lessonSteps, type RecordedLesson } from "./lesson-steps.ts";
import { inlineMarkdownHtml, inlineMarkdownText, MarkdownWriter } from "./markdown-html.ts";
import { pageLink } from "./page-link.ts";
import { contentPolicy } from "./policy.ts";
import { SERVICE_WORKER, serviceWorker } from "./service-worker.ts";
import { SNAPSHOT, type SiteKernel } from "./site-kernel.ts";
import { sitePictures } from "./site-pictures.ts";

export interface SiteParts {
  readonly templates: Templates;
  readonly pictures: Pictures;
  /** By the lesson's name. */
  readonly recorded: ReadonlyMap<string, RecordedLesson>;
  readonly kernel: SiteKernel;
  /** The scripts of the pages, by their name. */
  readonly scripts: ReadonlyMap<string, Uint8Array>;
}

/**
 * All files of a course's site: a page for each lesson and the index, the notebooks, what pages load, and the manifest. All
 * that they name is relative, and what they load is named by its content. Throws `TemplateError` and `CourseConflictError`.
 */
export async function renderSite(course: Course, parts: SiteParts): Promise<readonly CourseFile[]> {
  const { templates, kernel } = parts;
  const scripts = new Map([...parts.scripts].filter(([name]) => name !== SERVICE_WORKER));
  const style = hashed("assets/style", "css", templates.render("site/style.css", {}));
  const app = hashedFolder("assets/app", scripts);
  const python = kernelFolder(kernel.files);
  const { pictures, files: pictureFiles } = sitePictures(parts.pictures);
  const shared = { course: { title: course.title }, policy: contentPolicy, style: style.path };
  const kernelParts: LessonData["kernel"] = {
    folder: `${python}/`,
    python: kernel.python,
    files: Object.fromEntries(
      [...kernel.files, [SNAPSHOT, kernel.snapshot] as const].map(([path, { length }]) => [path, length]),
    ),
  };
  const todo = new Map<string, readonly string[]>();
  const kept: CourseFile[] = [style, ...filesIn(app, scripts), ...pictureFiles];
  const files: CourseFile[] = [
    // What a visit does not keep: Python is kept once it has run.
    ...filesIn(python, kernel.files),
    { path: `${python}/${SNAPSHOT}`, content: kernel.snapshot },
    // GitHub Pages would leave out what begins with an underscore, as a Python package does.
    textFile(".nojekyll", ""),
  ];
  for (const lesson of course.lessons) {
    const cells = renderCells(course, lesson, { edition: "student", templates, pictures: parts.pictures });
    const notebook = textFile(notebookPath(lesson, "student"), renderNotebook(cells));
    const read = lesson.files.map(async ({ path, source }) => ({ path, content: await readFile(source) }));
    const own = [notebook, ...(await Promise.all(read))];
    const ownFiles = new Map(own.map(({ path, content }) => [path, content]));
    const folder = hashedFolder("assets/lesson", ownFiles);
    const facts = browserFacts(kernel);
    const checks = hashed("assets/checks", "json", lessonChecksText(lessonChecks(lesson, cells, facts)));
    const { page, parts: partsOfPage } = lessonPage(course, lesson, {
      ...parts,
      checks: checks.path,
      folder,
      pictures,
      shared,
      script: `${app}/page.js`,
      kernel: kernelParts,
      facts,
    });
    // A page that is open, or kept, loads those that belong to it; links lead to the newest.
    kept.push(textFile(pageLink(lesson.name), page), checks, ...filesIn(folder, ownFiles));
    todo.set(lesson.name, partsOfPage);
    files.push(...own);
  }
  kept.unshift(
    textFile("index.html", indexPage(course, todo, { ...shared, templates, script: `${app}/index-page.js` })),
  );
  const unique = distinctFiles([...kept, serviceWorker(parts.scripts, distinctFiles(kept)), ...files]);
  return [...unique, manifestOf(course, unique)];
}

interface PageParts extends Omit<SiteParts, "kernel" | "scripts"> {
  readonly shared: object;
  /** With the lesson's notebook and files. */
  readonly folder: string;
  readonly script: string;
  readonly kernel: LessonData["kernel"];
  readonly facts: Facts;
  /** The file of the lesson's checks. */
  readonly checks: string;
}

interface RenderedPage {
  readonly page: string;
  /** What there is to do on it, as `LessonSteps.parts`. */
  readonly parts: readonly string[];
}

function lessonPage(course: Course, lesson: Lesson, parts: PageParts): RenderedPage {
  const { templates, pictures, recorded, shared, folder, script, kernel, facts, checks } = parts;
  const writer = new MarkdownWriter();
  const options = { templates, pictures, writer, facts, recorded: recorded.get(lesson.name) };
  const { steps, cells, parts: todo } = lessonSteps(course, lesson, options);
  const place = placeInCourse(course, lesson);
  const { number = 1, count = 1, previous, next } = place ?? {};
  const data: LessonData = {
    course: course.name,
    lesson: lesson.name,
    title: lesson.title,
    folder: `${folder}/`,
    notebook: notebookPath(lesson, "student"),
    kernel,
    checks,
    files: lesson.files.map(({ path }) => path),
    env: lesson.env,
    cells,
    parts: todo,
  };
  const page = templates.render("site/lesson.html", {
    ...shared,
    script,
    data: markupOf(scriptData(data)),
    lesson: { title: lesson.title, number, count, minutes: lessonMinutes(lesson) },
    ...summaryValues(lesson),
    objectives: lesson.objectives.map((text) => markupOf(inlineMarkdownHtml(text))),
    needs: describeRequirements(lesson.requires),
    reading: lesson.reading.map((text) => markupOf(inlineMarkdownHtml(text))),
    previous: previous === undefined ? null : asPage(previous),
    next: next === undefined ? null : asPage(next),
    notebook: encodePath(notebookPath(lesson, "student")),
    colab: colabUrl(course, notebookPath(lesson, "student")) ?? "",
    headings: writer.headings,
    steps,
  });
  return { page, parts: todo };
}

function asPage({ title, link }: { readonly title: string; readonly link: string }): object {
  return { title, link: encodePath(pageLink(link.replace(/\.ipynb$/, ""))) };
}

function indexPage(
  course: Course,
  todo: ReadonlyMap<string, readonly string[]>,
  { templates, ...shared }: { readonly templates: Templates; readonly script: string },
): string {
  const lessons = course.lessons.map((lesson) => ({
    name: lesson.name,
    parts: (todo.get(lesson.name) ?? []).join(" "),
    title: lesson.title,
    ...summaryValues(lesson),
    minutes: lessonMinutes(lesson),
    link: encodePath(pageLink(lesson.name)),
  }));
  const credits = [course.authors.join(", "), course.licence ?? ""].filter((text) => text !== "").join(" · ");
  return templates.render("site/index.html", {
    ...shared,
    ...summaryValues(course),
    name: course.name,
    lessons,
    credits,
  });
}

/** Markdown, as the index of the notebooks has it: to be shown, and as plain text for search engines. */
function summaryValues({ summary = "" }: Pick<Course | Lesson, "summary">): object {
  return { summary: markupOf(inlineMarkdownHtml(summary)), description: inlineMarkdownText(summary) };
}

/** In a script's element no text ends it, or begins a comment. */
function scriptData(value: object): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

function filesIn(folder: string, files: ReadonlyMap<string, Uint8Array>): readonly CourseFile[] {
  return [...files].map(([path, content]) => ({ path: `${folder}/${path}`, content }));
}

function hashed(name: string, ending: string, text: string): CourseFile {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return textFile(`${name}-${digest}.${ending}`, `${text}\n`);
}

function textFile(path: string, text: string): CourseFile {
  return { path, content: Buffer.from(text) };
}
