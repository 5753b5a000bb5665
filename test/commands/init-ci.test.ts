import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { commands } from "../../src/commands/commands.ts";
import { parseArguments } from "../../src/commands/parse-arguments.ts";
import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { folderOf } from "../spec/read-files.ts";
import { recordContext } from "./context.ts";

const written = ".github/workflows/nbproof.yml";

async function init(cwd: string): Promise<{ readonly exitCode: number; readonly err: string }> {
  const recorded = recordContext(cwd);
  return { exitCode: await runCommandLine(["init", "--ci"], recorded.context), err: recorded.err() };
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

describe("init --ci", () => {
  it("writes a workflow whose commands nbproof has", async () => {
    const cwd = await folderOf({});
    expect((await init(cwd)).exitCode).toBe(0);
    const { jobs } = parse(await readFile(join(cwd, written), "utf8")) as Workflow;
    const lines = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    const ours = lines.filter((line) => line.includes("nbproof"));
    expect(ours).toHaveLength(3);
    for (const line of ours) {
      const [name = "", ...args] = line
        .replace(/^npx --yes nbproof /, "")
        .replaceAll('"$(command -v python)"', "python")
        .replaceAll(/\$\{\{ [\w.]+ \}\}/g, "1")
        .split(/\s+/);
      const command = commands[name];
      expect(command, line).toBeDefined();
      if (command !== undefined) expect(() => parseArguments(name, command, args), line).not.toThrow();
    }
  });

  it("overwrites nothing", async () => {
    const { exitCode, err } = await init(await folderOf({ [written]: "mine" }));
    expect(exitCode).toBe(2);
    expect(err).toContain(`${written} is there already`);
  });
});
