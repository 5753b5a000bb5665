import path from "node:path";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Lesson, Step } from "../lesson/lesson.ts";
import type { SourcePlace } from "../source/place.ts";
import { checkCaptures } from "./check-captures.ts";
import { checkMarkup } from "./check-markup.ts";
import { checkQuotations } from "./check-quotations.ts";
import { compact } from "../basics/compact.ts";
import { expandSteps, type StepEntry } from "./expand-steps.ts";
import { lessonShape } from "./lesson-keys.ts";
import { type LessonDefaults, overrideDefaults } from "./lesson-defaults.ts";
import { lessonName } from "./lesson-name.ts";
import { readFiles } from "./lesson-files.ts";
import { readPictures } from "./pictures.ts";
import { readSpecFile } from "./read-spec-file.ts";
import { readStep } from "./read-step.ts";
import { readLinks } from "./read-links.ts";
import { flagOf } from "./requirements-value.ts";
import { type StepKind, stepKind } from "./step-kind.ts";
import { distinctKeys } from "./step-key.ts";
import { textOf, textsOf, valueOf } from "./yaml-node.ts";
import type { Reading } from "../source/read-source.ts";
import type { Links, Pictures } from "./spec-file.ts";

/** Where a lesson belongs. */
export interface LessonHome {
  /** The course's folder: absolute and real. */
  readonly courseFolder: string;
  readonly defaults: LessonDefaults;
  /** The names of the course's lessons. */
  readonly listed: readonly string[];
}

/** Reads a lesson's file and all that it includes; absent where anything in them is not in order. */
export async function readLesson(all: Reading, file: string, home: LessonHome): Promise<Lesson | undefined> {
  const reads = new Set<string>();
  const reading: Reading = { ...all, reads };
  const before = reading.diagnostics.length;
  const read = await readSpecFile(reading, file, { kind: "map", shape: lessonShape });
  if (read?.root.kind !== "map") return undefined;
  const { root } = read;
  const name = lessonName(file);
  if (name === "index") {
    const place = { file: read.source.file, line: 1, column: 1 };
    read.report({
      code: "reserved-name",
      place,
      message: "A lesson cannot be named `index`: the course's own notebook is",
    });
  }
  const files = await readFiles(read, root, home.courseFolder);
  const defaults = overrideDefaults(root, home.defaults, files);
  const entries = await expandSteps(reading, read, home.courseFolder);
  const { links, files: linked } = await readLinks(entries, { ...home, folder: path.dirname(file) });
  checkIds(entries);
  checkMarkup(entries, [...defaults.files, ...linked]);
  const pictures = await readPictures(entries, home.courseFolder, reads);
  const steps = distinctKeys(readSteps(entries, { defaults, pictures, links }));
  checkQuoted(steps, entries, defaults);
  if (reading.diagnostics.length > before) return undefined;
  return {
    path: file,
    name,
    place: root.place,
    title: textOf(root, "title")?.value ?? name,
    ...compact({ summary: textOf(root, "summary")?.value }),
    objectives: textsOf(root, "objectives").map(({ value }) => value),
    ...compact({ minutes: minutesOf(textOf(root, "minutes")?.value) }),
    reading: textsOf(root, "reading").map(({ value }) => value.trim()),
    requires: defaults.requires,
    timeout: defaults.timeout,
    checkTimeout: defaults.checkTimeout,
    ...compact({ deadline: defaults.deadline }),
    files: [
      ...defaults.files,
      ...linked.filter((more) => !defaults.files.some(({ path: known }) => known === more.path)),
    ],
    env: defaults.env,
    exclusive: flagOf(root, "exclusive") ?? false,
    reads: [...reads, ...[...defaults.files, ...linked].map(({ source }) => source), ...picturesOf(links)],
    steps,
  };
}

/** The pictures that its Markdown and its figures show. */
function picturesOf(links: Links): readonly string[] {
  return [...links.values()]
    .flatMap((own) => Object.values(own))
    .flatMap((linked) => (linked.kind === "picture" ? [linked.source] : []));
}

/** The steps that are in order; behind one that is not and could bind a capture, none is called unknown. */
function readSteps(
  entries: readonly StepEntry[],
  { defaults, ...looked }: { readonly defaults: LessonDefaults; readonly pictures: Pictures; readonly links: Links },
): readonly Step[] {
  const read = entries.map((entry) => ({ entry, step: readStep({ ...entry.file, ...looked }, entry.map, defaults) }));
  const lost = read.findIndex(({ entry, step }) => step === undefined && !mute.has(stepKind(entry.map)));
  const sure = read.slice(0, lost === -1 ? undefined : lost).flatMap(({ step }) => step ?? []);
  reportAll(checkCaptures(sure), entries);
  return read.flatMap(({ step }) => step ?? []);
}

function checkQuoted(steps: readonly Step[], entries: readonly StepEntry[], { requires }: LessonDefaults): void {
  const ids = entries.flatMap(({ map }) => textOf(map, "id")?.value ?? []);
  reportAll(checkQuotations(steps, { ids, requires }), entries);
}

/** Each to the file that it is about. */
function reportAll(diagnostics: readonly Diagnostic[], entries: readonly StepEntry[]): void {
  const files = new Map(entries.map(({ file }) => [file.source.file, file]));
  for (const diagnostic of diagnostics) files.get(diagnostic.place.file)?.report(diagnostic);
}

/** Kinds of steps whose text binds no capture. */
const mute: ReadonlySet<unknown> = new Set<StepKind>(["prose", "figure", "quiz", "exercise"]);

function minutesOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function checkIds(entries: readonly StepEntry[]): void {
  const ids = new Map<string, SourcePlace>();
  for (const { file, map } of entries) {
    const id = textOf(map, "id")?.value;
    const place = valueOf(map, "id")?.place;
    if (id === undefined || place === undefined) continue;
    const first = ids.get(id);
    if (first === undefined) ids.set(id, place);
    else file.report(duplicateId(id, place, first));
  }
}

function duplicateId(id: string, place: SourcePlace, first: SourcePlace): Parameters<StepEntry["file"]["report"]>[0] {
  const where = first.file === place.file ? `line ${first.line}` : `${first.file}:${first.line}`;
  return { code: "duplicate-id", place, message: `Two steps have the id \`${id}\`; the first is in ${where}` };
}
