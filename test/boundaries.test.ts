import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

const repository = resolve(import.meta.dirname, "..");

interface Offence {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly says: string;
}

const offences: readonly Offence[] = [
  {
    what: "run → bridge",
    files: { "src/run/offends-bridge.ts": 'export { startBridge } from "../bridge/bridge.ts";\n' },
    says: "The map (docs/architecture.md) lets run use client, model, lesson, basics.",
  },
  {
    what: "run → kernel",
    files: { "src/run/offends-kernel.ts": 'export type { Kernel } from "../kernel/kernel.ts";\n' },
    says: "The map (docs/architecture.md) lets run use client, model, lesson, basics.",
  },
  {
    what: "commands → check, record and run",
    files: {
      "src/commands/offends-check.ts": 'export { seenText } from "../check/seen.ts";\n',
      "src/commands/offends-record.ts": 'export { recordLesson } from "../record/record-lesson.ts";\n',
      "src/commands/offends-run.ts": 'export { runPlan } from "../run/run-plan.ts";\n',
    },
    says: "The map (docs/architecture.md) lets commands use outputs, api, engine, targets, settings, spec,",
  },
  {
    what: "engine → report, when it runs",
    files: {
      "src/engine/offends-later.ts":
        'export const load = async (): Promise<unknown> => await import("../report/words.ts");\n',
    },
    says: "The map (docs/architecture.md) lets engine use outputs, client, run, check,",
  },
  {
    what: "engine → another part's library",
    files: { "src/engine/offends-library.ts": 'export type { Kernel } from "@jupyterlab/services";\n' },
    says: "The map (docs/architecture.md) has other users of this library than engine.",
  },
  {
    what: "check → node:fs",
    files: { "src/check/offends-disk.ts": 'export { readFileSync } from "node:fs";\n' },
    says: "This part is pure (docs/architecture.md): no disk, clock, console or process.",
  },
  {
    what: "check → the clock",
    files: { "src/check/offends-clock.ts": "export const now = (): number => Date.now();\n" },
    says: "This part is pure (docs/architecture.md): no disk, clock, console or process.",
  },
  {
    what: "a cycle",
    files: {
      "src/lesson/offends-a.ts": 'import { b } from "./offends-b.ts";\nexport const a = (): number => b();\n',
      "src/lesson/offends-b.ts": 'import { a } from "./offends-a.ts";\nexport const b = (): number => a();\n',
    },
    says: "Dependency cycle detected",
  },
  {
    what: "a cycle of types",
    files: {
      "src/lesson/offends-c.ts": 'import type { D } from "./offends-d.ts";\nexport type C = readonly D[];\n',
      "src/lesson/offends-d.ts": 'import type { C } from "./offends-c.ts";\nexport type D = C | undefined;\n',
    },
    says: "Dependency cycle detected",
  },
];

/** As far as it is looked at. */
interface Diagnostic {
  readonly filename: string;
  readonly message: string;
  readonly help?: string;
  readonly severity: string;
}

interface Lint {
  readonly exitCode: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** `npm run lint` in a copy of the sources with these files beside them. */
async function lintWith(files: Readonly<Record<string, string>>): Promise<Lint> {
  const copy = await mkdtemp(join(tmpdir(), "nbproof-boundaries-"));
  try {
    for (const name of ["src", "package.json", ".oxlintrc.json", "tsconfig.json"]) {
      await cp(join(repository, name), join(copy, name), { recursive: true });
    }
    await symlink(join(repository, "node_modules"), join(copy, "node_modules"));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(copy, path)), { recursive: true });
      await writeFile(join(copy, path), text);
    }
    return await new Promise((settle) => {
      execFile("npm", ["run", "--silent", "lint", "--", "--format=json"], { cwd: copy }, (error, stdout) => {
        const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };
        settle({ exitCode: Number(error?.code ?? 0), diagnostics });
      });
    });
  } finally {
    await rm(copy, { recursive: true });
  }
}

it("npm run lint is part of npm run check, and of what .ci/run does of it", async () => {
  const { scripts } = JSON.parse(await readFile(join(repository, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(scripts["check:built"]?.split(" && ")).toContain("npm run lint");
  expect(scripts["check"]?.split(" && ")).toContain("npm run check:built");
  expect(await readFile(join(repository, ".ci/run"), "utf8")).toMatch(/^npm run check:built /m);
});

// One run for all: it takes most of its time for the types of everything.
describe("npm run lint, of the sources with offences", () => {
  let lint: Lint;
  beforeAll(async () => {
    lint = await lintWith(Object.assign({}, ...offences.map(({ files }) => files)));
  }, 120_000);

  it("turns red", () => {
    expect(lint.exitCode).toBe(1);
  });

  it.each(offences)("has an error for $what in each of its files", ({ files, says }) => {
    for (const path of Object.keys(files)) {
      const errors = lint.diagnostics.filter(({ filename, severity }) => filename === path && severity === "error");
      expect(errors.map(({ message, help }) => `${message} ${help}`)).toEqual([expect.stringContaining(says)]);
    }
  });

  it("says nothing of the sources as they are", () => {
    const seeded = offences.flatMap(({ files }) => Object.keys(files));
    expect(lint.diagnostics.filter(({ filename }) => !seeded.includes(filename))).toEqual([]);
  });
});
