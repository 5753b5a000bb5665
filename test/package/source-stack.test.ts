import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceStack } from "../../src/package/source-stack.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-test-"));
});

afterEach(() => rm(folder, { recursive: true }));

const source = `interface Unused { readonly line: 1 }

export function fail(): never {
  throw new Error("of the source's fourth line");
}
`;

/** An error as the bundle of the source throws it. */
async function thrown(name = "bundle.js"): Promise<Error> {
  await writeFile(join(folder, "thrower.ts"), source);
  await using bundle = await rolldown({ input: join(folder, "thrower.ts") });
  const file = join(folder, name);
  const isModule = name.endsWith(".js");
  await bundle.write({ file, format: isModule ? "esm" : "cjs", sourcemap: true });
  const lines = (await readFile(file, "utf8")).split("\n");
  const line = lines.findIndex((each) => each.includes("new Error"));
  const error = new Error("of the source's fourth line");
  error.stack = `Error: seen\n    at fail (${isModule ? pathToFileURL(file).href : file}:${line + 1}:${lines[line]?.indexOf("new Error")})`;
  return error;
}

describe("sourceStack", () => {
  it("names the sources' lines, of causes too", async () => {
    const error = await thrown();
    const stack = sourceStack(new Error("outer", { cause: error }));
    expect(stack).toMatch(/^Error: outer\n/);
    expect(stack).toMatch(/\nCaused by: Error: seen\n {4}at fail \(\S*thrower\.ts:4:\d+\)$/);
  });

  it("names them of what is loaded when it is needed, which Node tells by its path", async () => {
    expect(sourceStack(await thrown("bundle.cjs"))).toMatch(/^Error: seen\n {4}at fail \(\S*thrower\.ts:4:\d+\)$/);
  });

  it.each([
    ["there is no map", "Error: x\n    at f (file:///nowhere/bundle.js:1:2)"],
    [
      "it names no file of ours",
      "Error: x\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
    ],
  ])("stays as it is where %s", (_, stack) => {
    const error = new Error("x");
    error.stack = stack;
    expect(sourceStack(error)).toBe(stack);
  });

  it("stays as it is where the map is broken", async () => {
    const error = await thrown();
    await writeFile(join(folder, "bundle.js.map"), "{");
    expect(sourceStack(error)).toBe(error.stack);
  });
});
