import { compact } from "../basics/compact.ts";
import path from "node:path";

import { silentFailures } from "../lesson/silent-failures.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Expectation } from "../lesson/expectation.ts";
import { noNotebookSettings, type NotebookSettings } from "../lesson/notebook-settings.ts";
import type { CodeStep, Lesson, ProseStep, Step } from "../lesson/lesson.ts";
import { cellSourceName, type SourceText } from "../source/place.ts";
import { isPython } from "../lesson/requirements.ts";
import { boundNames } from "../spec/bound-names.ts";
import { checkCaptures } from "../spec/check-captures.ts";
import { memberOf, numberOf, stringOf, stringsOf, valueOf } from "./json-node.ts";
import { type Markers, readMarkers } from "./markers.ts";
import { readNbmake } from "./nbmake.ts";
import type { Notebook, NotebookCell } from "./notebook.ts";
import { readSaid } from "./read-said.ts";
import { languageOf, timeoutOf } from "./said-of-notebook.ts";
import { savedExpectation } from "./saved-expectation.ts";

/** Where what reading finds goes. */
export interface Findings {
  readonly report: (diagnostic: Diagnostic) => void;
  /** Texts of cells by the names that places are shown with. */
  readonly sources: Map<string, string>;
}

/** A notebook as a lesson: each code cell a step, its saved outputs what it must show. */
export function notebookLesson(
  notebook: Notebook,
  file: string,
  { settings = noNotebookSettings, ...findings }: Findings & { readonly settings?: NotebookSettings },
): Lesson {
  const { metadata, source } = notebook;
  const timeout = timeoutOf(notebook) ?? settings.timeout ?? defaultTimeout;
  const language = languageOf(notebook);
  const context: Context = {
    notebook,
    findings,
    settings,
    timeout,
    speaksPython: isPython(language),
    allowErrors: valueOf(memberOf(metadata, "execution", "allow_errors")) === true,
    keys: keysOf(notebook.cells),
  };
  const steps = notebook.cells.flatMap((cell) => stepOf(cell, context) ?? []);
  for (const diagnostic of checkCaptures(steps)) findings.report(diagnostic);
  const kernel = stringOf(memberOf(metadata, "kernelspec", "name"));
  return {
    path: file,
    name: source.file,
    place: { file: source.file, line: 1, column: 1 },
    title: path.basename(file),
    objectives: [],
    reading: [],
    requires: { language },
    timeout,
    checkTimeout: timeout,
    files: [],
    env: {},
    exclusive: false,
    // As in Jupyter, so that whatever the cells read is where they look for it.
    cwd: path.dirname(file),
    ...compact({ kernel }),
    ...(isOutOfOrder(notebook.cells) ? { savedOutOfOrder: true } : {}),
    steps,
  };
}

/** nbmake's, five minutes; a notebook may work longer than a lesson. */
const defaultTimeout = 300_000;

/** In a fresh kernel, run from the top, no count is less than one before it. */
function isOutOfOrder(cells: readonly NotebookCell[]): boolean {
  const counts = cells.flatMap(({ node }) => numberOf(memberOf(node, "execution_count")) ?? []);
  return counts.some((count, index) => index > 0 && count < (counts[index - 1] ?? 0));
}

interface Context {
  readonly notebook: Notebook;
  readonly findings: Findings;
  readonly settings: NotebookSettings;
  readonly timeout: number;
  readonly speaksPython: boolean;
  /** nbmake's, for the whole notebook. */
  readonly allowErrors: boolean;
  readonly keys: ReadonlyMap<NotebookCell, string>;
}

/** A cell's id; its number where it has none, or one that an earlier cell has. */
function keysOf(cells: readonly NotebookCell[]): ReadonlyMap<NotebookCell, string> {
  const taken = new Set<string>();
  return new Map(
    cells.map((cell) => {
      const key = cell.id === undefined || taken.has(cell.id) ? `cell-${cell.number}` : cell.id;
      taken.add(key);
      return [cell, key];
    }),
  );
}

function stepOf(cell: NotebookCell, context: Context): Step | undefined {
  if (cell.type === "markdown") return { kind: "prose", ...baseOf(cell, context), markdown: cell.text };
  // An empty cell shows nothing whatever it says.
  return cell.type === "raw" || cell.text.value.trim() === "" ? undefined : codeStep(cell, context);
}

function codeStep(cell: NotebookCell, context: Context): CodeStep {
  const { notebook, findings, settings, speaksPython, allowErrors } = context;
  const { text } = cell;
  const tags = stringsOf(memberOf(cell.metadata, "tags"));
  const markers = readMarkers(text.value, tags);
  addSources(findings, [text]);
  const after = readNbmake(notebook.source, cell, findings.report);
  const said = readSaid(notebook.source, cell, findings.report);
  const expect = said.expect ?? (isCompared(cell, markers, settings) ? savedOf(cell, context) : undefined);
  return {
    kind: "code",
    ...baseOf(cell, context),
    code: text,
    shown: text.value,
    ...compact({ expect, after, skip: markers.skip }),
    allows: {
      error: markers.mayRaise || allowErrors,
      stderr: expect === undefined || settings.ignore.includes("stderr"),
    },
    ...(said.input === undefined ? { input: [], asksNobody: true } : { input: said.input }),
    // What it does has been seen by whoever saved it.
    allow: silentFailures,
    binds: speaksPython ? boundNames(text.value) : [],
  };
}

/** What is marked in the notebook comes before what settings say of all. */
function isCompared({ executed }: NotebookCell, { compares }: Markers, { runOnly }: NotebookSettings): boolean {
  return executed && (compares ?? !runOnly);
}

function savedOf(cell: NotebookCell, { findings, settings }: Context): Expectation {
  const { variant, texts } = savedExpectation(cell, settings);
  addSources(findings, texts);
  return { place: variant.place, source: "saved", variants: [variant] };
}

function addSources({ sources }: Findings, texts: readonly SourceText[]): void {
  for (const { value, starts } of texts) {
    const [place] = starts;
    if (place?.cell !== undefined) sources.set(cellSourceName(place.file, place.cell), value);
  }
}

function baseOf(cell: NotebookCell, { timeout, keys }: Context): Omit<ProseStep, "kind" | "markdown"> {
  return {
    key: keys.get(cell) ?? "",
    ...compact({ id: cell.id }),
    place: cell.place,
    requires: {},
    timeout,
    exclusive: false,
  };
}
