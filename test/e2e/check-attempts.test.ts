import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { courseOf } from "../notebook/course-of.ts";
import { attempts, type Run } from "./check-attempts.ts";
import { checkLesson } from "./check-lesson.ts";
import { interpreters } from "./check-interpreters.ts";

type Shown = Readonly<Record<"lab" | "vscode" | "none", readonly string[]>>;

describe("the checks of students' attempts", () => {
  // Once a virtual environment has to be made.
  it.each(interpreters)(
    "are told apart on $name",
    async ({ python }) => {
      await expect(await told(await python())).toMatchFileSnapshot("check-attempts.txt");
    },
    600_000,
  );
});

async function told(python: string): Promise<string> {
  const child = spawn(python, [join(import.meta.dirname, "replay_attempts.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(await wholeRuns()));
  const shown = JSON.parse(await text(child.stdout)) as Shown;
  return (
    Object.keys(attempts)
      .map((name, index) => {
        const [lab = "", vscode = "", none = ""] = [shown.lab[index], shown.vscode[index], shown.none[index]];
        const differing = [
          ...(vscode === lab ? [] : [`-- with VS Code's ids\n${vscode}`]),
          ...(none === lab ? [] : [`-- without ids\n${none}`]),
        ];
        return [`== ${name}\n${lab}`, ...differing].join("");
      })
      .join("\n")
      // Where in a loop it is stopped is chance.
      .replaceAll(/(was stopped) \(line \d+: `[^`]*`\)/g, "$1 (…)")
  );
}

/** Each attempt with the texts that the notebook has. */
async function wholeRuns(): Promise<readonly (readonly Run[])[]> {
  const course = await courseOf({
    "course.yaml": "title: Course\nlessons: [lesson.yaml]\n",
    "lesson.yaml": checkLesson,
  });
  const [lesson] = course.lessons;
  if (lesson === undefined) throw new Error("The course has no lesson");
  const cells = renderCells(course, lesson, { edition: "student", templates: loadTemplates() });
  const sources = new Map(cells.map(({ id, source }) => [id, source]));
  sources.set("lesson", cells.find(({ role }) => role === "code")?.source ?? "");
  const whole = ([cell, written]: Run): Run => [cell, written ?? sources.get(cell) ?? ""];
  return Object.values(attempts).map((attempt) => [["_prepare", sources.get("lesson")], ...attempt.map(whole)]);
}
