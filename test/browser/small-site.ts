import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { expect } from "vitest";

import { LessonPage } from "./lesson-page.ts";
import { type OpenSite, openSite } from "./site-in-chromium.ts";

const lesson = `title: Small
steps:
  - id: fault
    code: a = 1
  - id: sound
    code: print("fine")
    expect: fine
`;

/** The site of a course of two cells, in a browser. */
export async function openSmallSite(): Promise<OpenSite> {
  const folder = join(await mkdtemp(join(tmpdir(), "nbproof-course-")), "small");
  await mkdir(folder);
  await writeFile(join(folder, "course.yaml"), "title: Small course\nlessons: [small.yaml]\n");
  await writeFile(join(folder, "small.yaml"), lesson);
  const site = await openSite(folder, "small");
  await rm(join(folder, ".."), { recursive: true });
  return site;
}

/** A cell of its page. */
export function cell(page: Page, id: string): ReturnType<Page["locator"]> {
  return page.locator(`[data-cell=${id}]`);
}

/** Puts code into the first cell and runs it. */
export async function run(page: Page, code: string): Promise<void> {
  await new LessonPage(page).openWork({ fault: code });
  await cell(page, "fault").getByRole("button", { name: "Run cell 1", exact: true }).click();
}

/** The student's code is there still, and the next cell runs. */
export async function expectSound(page: Page, code: string): Promise<void> {
  expect(await cell(page, "fault").locator(".source").innerText()).toBe(code);
  await runSound(page);
}

/** Runs the next cell. */
export async function runSound(page: Page): Promise<void> {
  const sound = cell(page, "sound");
  await sound.getByRole("button", { name: "Run cell 2", exact: true }).click();
  await sound.locator(".mark", { hasText: /^ran as/ }).waitFor();
  await sound.locator(".live", { hasText: "fine" }).waitFor();
}
