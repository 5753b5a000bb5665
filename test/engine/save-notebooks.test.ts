import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { emptyLessonReport } from "../../src/engine/lesson-report.ts";
import type { RunEvent } from "../../src/engine/run-events.ts";
import { NotebookSaver } from "../../src/engine/save-notebooks.ts";
import { readNotebooks } from "../../src/ipynb/read-notebooks.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import type { FindingCode } from "../../src/model/codes.ts";
import type { LessonReport } from "../../src/model/report.ts";
import type { Reading } from "../../src/source/read-source.ts";
import { codeCell, notebookFile, printed } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { judged, type Shown } from "./shown.ts";

/** Nobody stops it. */
const never = new AbortController().signal;

interface Saved {
  readonly lines: readonly string[];
  /** What the notebook's cells print now. */
  readonly outputs: readonly unknown[];
}

interface Example {
  readonly cells?: readonly Parameters<typeof notebookFile>[0][number][];
  readonly report?: Partial<LessonReport["runs"][number]>;
  /** Done before the notebook is saved. */
  readonly meanwhile?: (path: string) => Promise<void>;
}

const cell = codeCell('print("1")', { outputs: [printed("0\n")] });

/** Saves `a.ipynb` with what a run told of it. */
async function saved(events: readonly RunEvent[], example: Example = {}): Promise<Saved> {
  const { cells = [cell], report = {}, meanwhile } = example;
  const cwd = await folderOf({ "a.ipynb": notebookFile(cells) });
  const path = join(cwd, "a.ipynb");
  const lesson = await read(cwd, path);
  const saver = new NotebookSaver([lesson.lesson]);
  for (const event of events) saver.note(event);
  await meanwhile?.(path);
  const run = { kernel: "python3", verdict: "passed", findings: [], retries: 0, duration: 0, ...report } as const;
  const lines = await allOf(
    saver.save([{ ...emptyLessonReport(lesson.lesson), runs: [run] }], { cwd, ...lesson, signal: never }),
  );
  const after: { cells: { outputs: unknown }[] } = JSON.parse(await readFile(path, "utf8"));
  return { lines, outputs: after.cells.map(({ outputs }) => outputs) };
}

async function allOf(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function read(cwd: string, path: string): Promise<{ lesson: Lesson; sources: ReadonlyMap<string, string> }> {
  const reading: Reading = { cwd, sources: new Map(), diagnostics: [] };
  const [course] = await readNotebooks(reading, [path]);
  const [lesson] = course?.lessons ?? [];
  if (lesson === undefined) throw new Error(JSON.stringify(reading.diagnostics));
  return { lesson, sources: reading.sources };
}

/** A step with a finding of this code. */
function found(code: FindingCode, shown: Shown = { text: "1", verdict: "failed" }): RunEvent {
  const event = judged(0, shown);
  const findings = [{ code, place: { file: "a.ipynb", line: 1, column: 1 }, message: "What is wrong" }];
  return { ...event, judged: { ...event.judged, result: { ...event.judged.result, findings } } };
}

const one = judged(0, { text: "1", verdict: "failed" });

describe("NotebookSaver", () => {
  it("saves what cells showed, and what was said of them last", async () => {
    const { lines, outputs } = await saved([judged(0, { text: "2", verdict: "failed" }), one]);
    expect(lines).toEqual(["a.ipynb is saved with its new outputs"]);
    expect(outputs).toEqual([[printed("1\n")]]);
  });

  it("keeps what is saved of a cell that passed", async () => {
    const { lines, outputs } = await saved([judged(0, { text: "1", verdict: "passed" })]);
    expect(lines).toEqual(["a.ipynb has these outputs already"]);
    expect(outputs).toEqual([[printed("0\n")]]);
  });

  it("writes nothing where the outputs are those that are there", async () => {
    const same = codeCell('print("1")', { outputs: [printed("1\n")], execution_count: null });
    expect((await saved([one], { cells: [same] })).lines).toEqual(["a.ipynb has these outputs already"]);
  });

  it("saves what the first kernel showed", async () => {
    const other = judged(0, { text: "2", verdict: "failed" });
    const elsewhere = { ...other, kernel: "other" };
    expect((await saved([one, elsewhere])).outputs).toEqual([[printed("1\n")]]);
  });

  it("saves outputs that differ from what was expected", async () => {
    expect((await saved([found("output-differs")])).lines).toEqual(["a.ipynb is saved with its new outputs"]);
  });

  it.each(["error-raised", "timed-out", "kernel-died", "output-limit", "input-unanswered"] as const)(
    "leaves a notebook as it was where a cell ended so: %s",
    async (code) => {
      const { lines, outputs } = await saved([found(code)]);
      expect(lines).toEqual(["a.ipynb is left as it was: cell 1: What is wrong"]);
      expect(outputs).toEqual([[printed("0\n")]]);
    },
  );

  it("saves the error of a cell that may raise", async () => {
    const raising = codeCell('raise E("x")', { metadata: { tags: ["raises-exception"] } });
    const { lines } = await saved([found("error-raised")], { cells: [raising] });
    expect(lines).toEqual(["a.ipynb is saved with its new outputs"]);
  });

  it("leaves a notebook as it was where the infrastructure failed", async () => {
    const { lines } = await saved([one], { report: { verdict: "error", reason: "The server is gone" } });
    expect(lines).toEqual(["a.ipynb is left as it was: The server is gone"]);
  });

  it("leaves a notebook as it was that was changed while it ran", async () => {
    const { lines, outputs } = await saved([one], {
      meanwhile: async (path) => await writeFile(path, notebookFile([codeCell('print("3")')])),
    });
    expect(lines).toEqual(["a.ipynb is left as it was: it has been changed while it ran"]);
    expect(outputs).toEqual([[]]);
  });

  it("keeps a byte-order mark", async () => {
    const cwd = await folderOf({ "a.ipynb": `\ufeff${notebookFile([cell])}` });
    const path = join(cwd, "a.ipynb");
    const { lesson, sources } = await read(cwd, path);
    const saver = new NotebookSaver([lesson]);
    saver.note(one);
    expect(await allOf(saver.save([], { cwd, sources, signal: never }))).toEqual([
      "a.ipynb is saved with its new outputs",
    ]);
    expect(await readFile(path, "utf8")).toMatch(/^\ufeff\{[^]*"1\\n"/);
  });

  it("saves nothing of a notebook of which no cell ran", async () => {
    expect((await saved([{ kind: "kernel-ended", kernel: { name: "p", displayName: "", chosen: "" } }])).lines).toEqual(
      [],
    );
  });

  it("writes no file after the one in which it is stopped, and says so of each", async () => {
    const names = ["a.ipynb", "b.ipynb", "c.ipynb"];
    const cwd = await folderOf(Object.fromEntries(names.map((name) => [name, notebookFile([cell])])));
    const all = await Promise.all(names.map(async (name) => await read(cwd, join(cwd, name))));
    const saver = new NotebookSaver(all.map(({ lesson }) => lesson));
    for (const index of names.keys()) saver.note({ ...one, lesson: index });
    const stop = new AbortController();
    const sources = new Map(all.flatMap((each) => [...each.sources]));
    const lines: string[] = [];
    for await (const line of saver.save([], { cwd, sources, signal: stop.signal })) {
      lines.push(line);
      stop.abort();
    }
    expect(lines).toEqual([
      "a.ipynb is saved with its new outputs",
      "b.ipynb is left as it was: nbproof was stopped before it was saved",
      "c.ipynb is left as it was: nbproof was stopped before it was saved",
    ]);
    expect(await readFile(join(cwd, "a.ipynb"), "utf8")).toContain('"1\\n"');
    expect(await readFile(join(cwd, "b.ipynb"), "utf8")).toBe(notebookFile([cell]));
    expect(await readdir(cwd)).toEqual(names);
  });

  it("is stopped while the text of a large one is made, at once", async () => {
    const lines = Array.from({ length: 300_000 }, (_, index) => `line ${index}\n`);
    const cells = [codeCell('print("1")', { outputs: [{ ...printed("0\n"), text: lines }] })];
    const cwd = await folderOf({ "a.ipynb": notebookFile(cells) });
    const { lesson, sources } = await read(cwd, join(cwd, "a.ipynb"));
    const saver = new NotebookSaver([lesson]);
    saver.note(one);
    const stop = new AbortController();
    const heard: string[] = [];
    // The thread would take a second and more; what stops it is heard meanwhile.
    const stopping = setTimeout(() => {
      heard.push("stopped");
      stop.abort();
    }, 20);
    for await (const line of saver.save([], { cwd, sources, signal: stop.signal })) heard.push(line);
    clearTimeout(stopping);
    expect(heard).toEqual(["stopped", "a.ipynb is left as it was: nbproof was stopped before it was saved"]);
  });
});
