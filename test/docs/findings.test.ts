import { readdir } from "node:fs/promises";

import { describe, expect, it } from "vitest";

import { codes, diagnosticCodes, pageOf } from "../../src/model/code-entries.ts";
import type { Code } from "../../src/model/codes.ts";
import { projectSettings } from "../../src/api/project-settings.ts";
import { readTargets } from "../../src/api/read-targets.ts";
import { folderOf } from "../spec/read-files.ts";
import { readPage, withPrinted } from "./finding-page.ts";
import { findingsPage } from "./findings-page.ts";
import { runExample } from "./run-example.ts";

const all = Object.keys(codes) as Code[];

it("docs/findings.md lists the codes of the table (npm run docs mends it)", async () => {
  await expect(findingsPage()).toMatchFileSnapshot("../../docs/findings.md");
});

it("docs/findings has a page for each code, and no other", async () => {
  const pages = (await readdir("docs/findings")).map((file) => `docs/findings/${file}`);
  expect(pages.toSorted()).toEqual(all.map(pageOf).toSorted());
});

it.each(all)("the page about %s says what the table says, shows it happen, and says what to do", async (code) => {
  const { heading, opening, command, text } = await readPage(code);
  expect(heading).toBe(code);
  expect(opening.startsWith(codes[code].meaning)).toBe(true);
  expect(command).toMatch(/\bnbproof \w/);
  expect(text).toContain("\n## What to do\n");
});

// What a run finds is shown by real kernels, in test/e2e/finding-pages.test.ts.
describe.each(Object.keys(diagnosticCodes) as Code[])("the example of %s", (code) => {
  it("is found, and printed as the page has it (npm run docs mends it)", async () => {
    const page = await readPage(code);
    const { exitCode, printed } = await runExample(page.example, page.command);
    expect(printed).toMatch(new RegExp(`^\\S+:\\d+:\\d+ {2}${code} {2}`, "m"));
    expect(exitCode).toBe(2);
    await expect(withPrinted(page, printed)).toMatchFileSnapshot(`../../${pageOf(code)}`);
  });

  it("is in order once it is mended", async () => {
    const { command, mended } = await readPage(code);
    const path = command.split(" ").at(-1) ?? "";
    for (const files of mended) {
      const cwd = await folderOf(files);
      const { settings, diagnostics } = await projectSettings([path], { cwd, env: {} });
      expect([...diagnostics, ...(await readTargets([path], { cwd, settings })).diagnostics]).toEqual([]);
    }
  });
});
