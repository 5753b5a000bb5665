import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

const repository = resolve(import.meta.dirname, "..");

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "nbproof-boundaries-"));
  for (const name of ["src", "package.json", ".oxlintrc.json", "tsconfig.json"]) {
    await cp(join(repository, name), join(copy, name), { recursive: true });
  }
  await symlink(join(repository, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rm(copy, { recursive: true }));

/** `npm run lint` in the copy, with these files in it for as long as that takes. */
async function lintWith(files: Readonly<Record<string, string>>): Promise<{ green: boolean; output: string }> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await writeFile(join(copy, path), text);
  }
  const result = await new Promise<{ green: boolean; output: string }>((settle) => {
    execFile("npm", ["run", "lint"], { cwd: copy }, (error, stdout, stderr) => {
      settle({ green: error === null, output: stdout + stderr });
    });
  });
  for (const path of Object.keys(files)) await rm(join(copy, path));
  return result;
}

describe("npm run lint", { timeout: 60_000 }, () => {
  it("is part of npm run check", async () => {
    expect(await readFile(join(repository, "package.json"), "utf8")).toMatch(/"check": ".*npm run lint( |")/);
  });

  it("is green on the sources as they are", async () => {
    expect(await lintWith({})).toMatchObject({ green: true });
  });

  it.each([
    {
      what: "run → bridge",
      files: { "src/run/offends.ts": 'export { startBridge } from "../bridge/bridge.ts";\n' },
      says: "The map (docs/architecture.md) has no arrow run → bridge",
    },
    {
      what: "run → kernel",
      files: { "src/run/offends.ts": 'export type { Kernel } from "../kernel/kernel.ts";\n' },
      says: "The map (docs/architecture.md) has no arrow run → kernel",
    },
    {
      what: "check → node:fs",
      files: { "src/check/offends.ts": 'export { readFileSync } from "node:fs";\n' },
      says: "check is pure: no disk, clock, console or process",
    },
    {
      what: "a cycle",
      files: {
        "src/lesson/offends-a.ts": 'import { b } from "./offends-b.ts";\nexport const a = (): number => b();\n',
        "src/lesson/offends-b.ts": 'import { a } from "./offends-a.ts";\nexport const b = (): number => a();\n',
      },
      says: "no-cycle",
    },
  ])("lock red for $what", async ({ files, says }) => {
    const { green, output } = await lintWith(files);
    expect(output).toContain(says);
    expect(green).toBe(false);
  });
});
