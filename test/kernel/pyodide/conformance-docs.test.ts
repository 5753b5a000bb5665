import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { differences } from "../../e2e/conformance-differences.ts";
import { examples } from "../../e2e/conformance-cells.ts";

it.each([...differences])("docs/embedded-kernel.md names the difference in %s", async (title, reason) => {
  expect(examples.map((example) => example.title)).toContain(title);
  expect(await readFile("docs/embedded-kernel.md", "utf8")).toContain(`- ${reason}.\n`);
});

it("the conformance suite asks at least 150 things, none twice", () => {
  expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length);
  expect(examples.length).toBeGreaterThanOrEqual(150);
});
