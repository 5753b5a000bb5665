import { readFile } from "node:fs/promises";

import type { Page } from "playwright-core";
import { vi } from "vitest";

import type { Output } from "../../src/model/observation.ts";

/** What an exercise's check said, and whether the page takes it for passed. */
export interface CheckSaid {
  readonly text: string;
  readonly passed: boolean;
}

/** A lesson's page, used as a student uses it. */
export class LessonPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Runs all cells, and waits until the last has ended. */
  async runAll(): Promise<void> {
    await this.page.getByRole("button", { name: "Run all", exact: true }).click();
    await this.untilIdle();
  }

  /** Waits until no cell runs or waits for its turn. */
  async untilIdle(): Promise<void> {
    const marks = this.page.locator(".cell .mark");
    // The first may have to wait for Python to load.
    await vi.waitUntil(
      async () =>
        (await marks.allTextContents()).every((mark) => /^(?:before the change: )?(?:ran|stopped)/.test(mark)),
      {
        timeout: 120_000,
        interval: 100,
      },
    );
  }

  /** Puts code into cells, by their id, as the student's saved work. */
  async openWork(codes: Readonly<Record<string, string>>): Promise<void> {
    const cells = Object.entries(codes).map(([id, source]) => ({ id, source, cell_type: "code" }));
    const buffer = Buffer.from(JSON.stringify({ cells }));
    const input = this.page.getByLabel("Open my work");
    await input.setInputFiles({ name: "work.ipynb", mimeType: "application/json", buffer });
    const count = `The code of ${cells.length} cell`;
    await this.page.getByRole("alert").filter({ hasText: count }).waitFor();
  }

  /** Presses an exercise's Check, and waits for what it says. */
  async check(key: string): Promise<CheckSaid> {
    const exercise = this.page.locator(`[data-exercise="${key}_check"]`);
    const said = exercise.locator(".said");
    await said.evaluate((element) => {
      element.textContent = "";
    });
    await exercise.getByRole("button", { name: "Check" }).click();
    await said.and(this.page.locator(":not([aria-busy])")).filter({ hasText: /\S/ }).waitFor({ timeout: 60_000 });
    return {
      text: await said.innerText(),
      passed: (await exercise.locator("h3 .passed").innerText()) === "✓ passed",
    };
  }

  /** What is said of a cell's output, once it is; nothing after ten seconds of silence. */
  async verdict(id: string): Promise<string> {
    const said = this.page.locator(`[data-cell="${id}"] .held`);
    const filled = said.filter({ hasText: /\S/ }).waitFor({ timeout: 10_000 });
    await filled.catch(() => {});
    return await said.innerText();
  }

  /** The cells of the notebook that "Download my work" gives: their outputs by id. */
  async outputs(): Promise<ReadonlyMap<string, readonly Output[]>> {
    const downloading = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: "Download my work" }).click();
    const path = await (await downloading).path();
    const { cells } = JSON.parse(await readFile(path, "utf8")) as { readonly cells: readonly SavedCell[] };
    return new Map(cells.map(({ id, outputs = [] }) => [id, outputs.map(asOutput)]));
  }
}

interface SavedCell {
  readonly id: string;
  readonly outputs?: readonly SavedOutput[];
}

type Lines = string | readonly string[];
type SavedOutput =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: Lines }
  | { readonly output_type: "display_data"; readonly data: Readonly<Record<string, Lines>> }
  | {
      readonly output_type: "execute_result";
      readonly data: Readonly<Record<string, Lines>>;
      readonly execution_count: number;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

function asOutput(saved: SavedOutput): Output {
  switch (saved.output_type) {
    case "stream":
      return { type: "stream", name: saved.name, text: joined(saved.text) };
    case "display_data":
      return { type: "display", mime: mimeOf(saved.data) };
    case "execute_result":
      return { type: "result", mime: mimeOf(saved.data), executionCount: saved.execution_count };
    case "error":
      return { type: "error", name: saved.ename, message: saved.evalue, traceback: saved.traceback };
  }
}

function mimeOf(data: Readonly<Record<string, Lines>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).map(([type, value]) => [type, joined(value)]));
}

function joined(lines: Lines): string {
  return typeof lines === "string" ? lines : lines.join("");
}
