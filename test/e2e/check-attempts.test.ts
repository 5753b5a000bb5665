import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { createPyodideKernels } from "../../src/kernel/pyodide/pyodide-kernels.ts";
import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { recordedClient } from "../kernel/recorded-client.ts";
import { courseOf } from "../notebook/course-of.ts";
import { attempts } from "./check-attempts.ts";
import { checkLesson } from "./check-lesson.ts";
import { interpreters } from "./check-interpreters.ts";

const driver = join(import.meta.dirname, "replay_attempts.py");

type Shown = Readonly<Record<"lab" | "vscode" | "none", readonly string[]>>;

describe("the checks of students' attempts", () => {
  // Once a virtual environment has to be made.
  it.each(interpreters)(
    "are told apart on $name",
    async ({ python }) => {
      await expect(told(await replayIn(await python()))).toMatchFileSnapshot("check-attempts.txt");
    },
    600_000,
  );

  // By hand, as the newest Pythons.
  it.each(process.env["NBPROOF_ATTEMPTS"] === "all" ? ["pyodide"] : [])(
    "are told apart in the embedded kernel, %s",
    async () => {
      await expect(told(await replayEmbedded())).toMatchFileSnapshot("check-attempts.txt");
    },
    600_000,
  );
});

/** In the kernel's own shell; the driver has names of its own, for those of the shell are emptied. */
async function replayEmbedded(): Promise<Shown> {
  await using provider = createPyodideKernels({ env: process.env, cwd: import.meta.dirname });
  const kernel = await provider.start("pyodide", { cwd: tmpdir(), env: {} });
  try {
    const client = await recordedClient(kernel);
    const [code, given] = [await readFile(driver, "utf8"), JSON.stringify(await payload())].map((each) =>
      JSON.stringify(each),
    );
    return JSON.parse(
      await client.shown(`
import json
driver = {"__name__": "driver"}
exec(${code}, driver)
print(json.dumps(await driver["replay"](get_ipython(), **json.loads(${given}))))`),
    ) as Shown;
  } finally {
    await kernel.shutdown();
  }
}

async function replayIn(python: string): Promise<Shown> {
  const child = spawn(python, [driver], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(await payload()));
  return JSON.parse(await text(child.stdout)) as Shown;
}

function told(shown: Shown): string {
  const parts = Object.keys(attempts).map((name, index) => {
    const [lab, vscode, none] = [shown.lab[index], shown.vscode[index], shown.none[index]].map(settled);
    const others = [["with VS Code's ids", vscode] as const, ["without ids", none] as const];
    const differing = others.filter(([, other]) => other !== lab).map(([ids, other]) => `-- ${ids}\n${other}`);
    return [`== ${name}\n${lab}`, ...differing].join("");
  });
  return parts.join("\n");
}

/** Where in a loop it is stopped is chance, and where an object lies. */
function settled(shown = ""): string {
  return shown
    .replaceAll(/(was stopped) \((?:line \d+|in the test): `[^`]*`\)/g, "$1 (…)")
    .replaceAll(/ at 0x[\da-f]+/g, " at 0x…");
}

/** The attempts, and the texts that the notebook has. */
async function payload(): Promise<object> {
  const course = await courseOf({
    "course.yaml": "title: Course\nlessons: [lesson.yaml]\n",
    "lesson.yaml": checkLesson,
  });
  const [lesson] = course.lessons;
  if (lesson === undefined) throw new Error("The course has no lesson");
  const cells = renderCells(course, lesson, { edition: "student", templates: loadTemplates() });
  const code = cells.filter(({ type }) => type === "code");
  const own = code.find(({ role }) => role === "code")?.source ?? "";
  const sources = Object.fromEntries([...code.map(({ id, source }) => [id, source] as const), ["lesson", own]]);
  // A run without a text takes the notebook's.
  const runs = Object.values(attempts).map((attempt) => attempt.map((run) => run.filter((part) => part !== undefined)));
  return { sources, attempts: runs };
}
