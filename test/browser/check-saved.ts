import { decodePng } from "../../src/source/decode-png.ts";
import { readFile } from "node:fs/promises";

import { checkStep, initialCheckState } from "../../src/check/check-step.ts";
import { readNotebook } from "../../src/ipynb/read-notebook.ts";
import type { Facts } from "../../src/model/facts.ts";
import type { Observation } from "../../src/model/observation.ts";
import { planStudentRun } from "../../src/model/plan.ts";
import { renderCells } from "../../src/notebook/cells.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import { readCourses } from "../../src/spec/read-courses.ts";
import { sourceFile } from "../../src/source/source-file.ts";

export interface SavedNotebook {
  /** The lesson's file in YAML. */
  readonly lesson: string;
  /** Its solutions edition, as JupyterLab saved it after a run. */
  readonly notebook: string;
  /** Of the kernel that ran it. */
  readonly facts: Facts;
}

/** Holds the outputs that a front end saved against what the lesson expects: each code step's verdict, in order. */
export async function checkSaved({ lesson: file, notebook, facts }: SavedNotebook): Promise<readonly string[]> {
  const { courses, diagnostics } = await readCourses([file], { cwd: process.cwd() });
  const [course] = courses;
  const [lesson] = course?.lessons ?? [];
  if (course === undefined || lesson === undefined) throw new Error(JSON.stringify(diagnostics));
  const cells = renderCells(course, lesson, { edition: "solutions", templates: loadTemplates() });
  const seen = (await readSaved(notebook)).values();
  const verdicts: string[] = [];
  let state = initialCheckState;
  for (const run of planStudentRun(lesson, cells, facts)) {
    const actions = run.actions.map((action) => {
      const { value, done } = seen.next();
      if (done === true || action.kind !== "cell" || value.code !== action.code) throw new Error("Not the same cells");
      return { action, observations: [value.observation] };
    });
    const { result, state: next } = checkStep(state, { run, actions, newKernel: false }, { lesson, facts, decodePng });
    const findings = result.findings.map(({ place, message }) => `${place.line}: ${message}`);
    verdicts.push([result.verdict, ...findings].join("; "));
    state = next;
  }
  return verdicts;
}

/** The code cells in order. */
async function readSaved(file: string): Promise<readonly { code: string; observation: Observation }[]> {
  const problems: string[] = [];
  const source = sourceFile(file, await readFile(file, "utf8"));
  const notebook = readNotebook(source, ({ message }) => problems.push(message));
  if (notebook === undefined) throw new Error(problems.join("\n"));
  return notebook.cells
    .filter(({ type }) => type === "code")
    .map(({ text, outputs }) => ({
      code: text.value,
      observation: {
        outputs: outputs.map(({ output }) => output),
        ending: { kind: "completed" },
        prompts: [],
        failedCommands: [],
        duration: 0,
      },
    }));
}
