import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Report } from "../../../src/model/report.ts";
import { type NbproofRun, runNbproof } from "../run-nbproof.ts";
import type { TestServer } from "../../servers/start-server.mjs";

const root = resolve(import.meta.dirname, "../../..");

type Reached = Pick<TestServer, "url" | "token">;
type RunOptions = Partial<Parameters<typeof runNbproof>[1]>;

/** Validates the whole course, or other files, on a server, as a user would. */
export async function validateOn(
  { url, token }: Reached,
  args: readonly string[] = ["notebooks-src/python-internals"],
  options: RunOptions = {},
): Promise<NbproofRun> {
  return await runNbproof(["validate", ...args, "--server", url], {
    cwd: root,
    ...options,
    env: { NBPROOF_TOKEN: token, KERNEL_USERNAME: "ada", ...options.env },
  });
}

/** The kernels that the server still runs; a gateway tells nobody unless it is started so. */
export async function runningKernels({ url, token }: Reached): Promise<readonly unknown[]> {
  const response = await fetch(`${url}api/kernels`, { headers: { Authorization: `token ${token}` } });
  if (!response.ok) throw new Error(`${url} does not tell its kernels: ${response.status}`);
  return (await response.json()) as unknown[];
}

/** A lesson in a folder of its own. */
export interface TestLesson extends AsyncDisposable {
  readonly file: string;
  /** Resolves when a cell has come to its `MARK`, and again when one has come there anew. */
  marked(): Promise<void>;
  /** Runs it on a server: exit code and what was printed, each step's verdict with its reason or its findings' codes. */
  validate(server: Reached, options?: RunOptions): Promise<NbproofRun & { readonly verdicts: readonly string[] }>;
}

/** Steps in YAML; `MARK` in them becomes a Python expression that makes the mark. */
export async function makeLesson(steps: string): Promise<TestLesson> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  const [file, json, mark] = ["lesson.yaml", "report.json", "mark"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const text = steps.replaceAll("MARK", `open(${JSON.stringify(mark)}, "x").close()`);
  await writeFile(file, `title: Lesson\nsteps:\n${text}`);
  return {
    file,
    async marked() {
      while (!existsSync(mark)) await sleep(20);
      await rm(mark);
    },
    async validate(server, options = {}) {
      const run = await validateOn(server, [file, "--json", json], options);
      const verdicts = existsSync(json) ? verdictsOf(JSON.parse(await readFile(json, "utf8")) as Report) : [];
      return { ...run, verdicts };
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function verdictsOf({ lessons }: Report): readonly string[] {
  const results = lessons.flatMap(({ steps }) => steps.flatMap((step) => step.results));
  const whole = results.length > 0 ? results : lessons.flatMap(({ runs }) => runs);
  return whole.map(({ verdict, reason, findings }) => {
    const notes = [...(reason === undefined ? [] : [reason]), ...findings.map(({ code }) => code)];
    return notes.length > 0 ? `${verdict} (${notes.join(", ")})` : verdict;
  });
}
