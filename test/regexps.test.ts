import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { check } from "recheck";
import { parseAst } from "rolldown/parseAst";
import { afterEach, describe, expect, it, vi } from "vitest";

const source = resolve(import.meta.dirname, "../src");

interface Expression {
  readonly pattern: string;
  readonly flags: string;
}

/** The regular expressions that stand in a file's code. */
function expressionsIn(code: string): readonly Expression[] {
  const found: Expression[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("regex" in node && isExpression(node.regex)) found.push(node.regex);
    for (const value of Object.values(node)) walk(value);
  };
  walk(parseAst(code, { lang: "ts" }));
  return found;
}

function isExpression(value: unknown): value is Expression {
  return typeof value === "object" && value !== null && "pattern" in value && "flags" in value;
}

/** Those that a module makes of texts while it is loaded. */
async function expressionsMadeBy(file: string): Promise<readonly Expression[]> {
  const made: Expression[] = [];
  vi.stubGlobal(
    "RegExp",
    new Proxy(RegExp, {
      construct(target, [pattern, flags]: [string, string]) {
        const expression = new target(pattern, flags);
        made.push({ pattern: expression.source, flags: expression.flags });
        return expression;
      },
    }),
  );
  vi.resetModules();
  await import(file);
  vi.unstubAllGlobals();
  return made;
}

/** Those that may take more than linear time, or of which that cannot be told. */
async function superlinear(expressions: readonly Expression[]): Promise<readonly string[]> {
  const said = new Set<string>();
  for (const { pattern, flags } of expressions) {
    const checked = await check(pattern, flags, { timeout: 60_000 });
    if (checked.status === "safe") continue;
    said.add(`/${pattern}/${flags}: ${checked.status === "vulnerable" ? checked.complexity.summary : "unknown"}`);
  }
  return [...said];
}

// A user's output, notebook or file may hold a line of any length: what goes back over it would never end.
describe("the regular expressions of src", { timeout: 300_000 }, () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("take time in proportion to the text", async () => {
    const files = (await readdir(source, { recursive: true })).filter((file) => file.endsWith(".ts"));
    const texts = await Promise.all(files.map(async (file) => await readFile(join(source, file), "utf8")));
    const making = files.filter((_, index) => texts[index]?.includes("new RegExp(") === true);
    const made: Expression[] = [];
    for (const file of making) made.push(...(await expressionsMadeBy(join(source, file))));
    expect(made.length).toBeGreaterThan(8);
    expect(await superlinear([...texts.flatMap(expressionsIn), ...made])).toEqual([]);
  });

  it("are told apart from a quadratic one", async () => {
    expect(await superlinear(expressionsIn(String.raw`export const cell = /[^\s"'()]*ipykernel_\d+\.py/g;`))).toEqual([
      String.raw`/[^\s"'()]*ipykernel_\d+\.py/g: 2nd degree polynomial`,
    ]);
  });
});
