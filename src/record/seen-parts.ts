import { compact } from "../basics/compact.ts";
import { bytesOfBase64 } from "../basics/base64.ts";
import { readHeader } from "../check/image-header.ts";
import { raisedError } from "../check/raised.ts";
import { displayText, mimeText, resultText, seenText, streamText } from "../check/seen.ts";
import { isRich } from "../lesson/display-texts.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { Observation } from "../model/observation.ts";
import type { RecordedParts } from "../lesson/recording.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { comparedText, splitLines } from "../pattern/output-lines.ts";
import { matchOptionsOf } from "../check/check-text.ts";
import { matchPattern } from "../pattern/match-pattern.ts";
import { inferJson } from "./infer-json.ts";
import { inferText, mostCharacters, textOf } from "./infer-text.ts";
import type { PartHole } from "./inferred-text.ts";
import { keepLines } from "./keep-lines.ts";
import type { Measures } from "./measures.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";

/** One run of a step. */
export interface StepRun {
  readonly seen: Observation;
  /** What is captured before the step. */
  readonly captures: Captures;
  /** What the step's code measures: the same for all runs of a step. */
  readonly measures?: Measures;
}

/** What runs have shown, as patterns that accept it; no keys where they showed nothing. */
export type SeenParts =
  | { readonly parts: RecordedParts; readonly holes: readonly PartHole[] }
  | { readonly reason: string };

/** Patterns for what runs of a step showed; of those that it has, the lines that still match stay. */
export function partsSeen(runs: readonly StepRun[], before: ExpectedParts = {}): SeenParts {
  const making: Making = { runs, before, holes: [], unordered: before.unordered === true };
  const raised = runs.map(({ seen }) => raisedError(seen));
  const errors = raised.filter((error) => error !== undefined);
  if (errors.length > 0 && errors.length < runs.length) return { reason: "It raises in one run and not in another" };
  try {
    const parts = {
      ...shownParts(making, errors.length > 0),
      ...compact({ error: errors.length === 0 ? undefined : errorParts(making, errors) }),
    };
    const unordered = making.unordered ? ({ unordered: true } as const) : {};
    return { parts: { ...parts, ...unordered }, holes: making.holes };
  } catch (cause) {
    if (cause instanceof NoPattern) return { reason: cause.message };
    throw cause;
  }
}

interface Making {
  readonly runs: readonly StepRun[];
  readonly before: ExpectedParts;
  readonly holes: PartHole[];
  unordered: boolean;
}

/** No pattern fits what the runs showed; caught above, so that the parts can be made one after the other. */
class NoPattern extends Error {}

type TextsOf = (seen: Observation) => string;

const stderr: TextsOf = (seen) => streamText(seen, "stderr");
const stdout: TextsOf = (seen) => streamText(seen, "stdout");
const result: TextsOf = (seen) => resultText(seen) ?? "";

function shownParts(making: Making, raises: boolean): RecordedParts {
  const { before, runs } = making;
  const isKept = isRich(before) || before.streams !== undefined;
  const isPartial = isKept || before.contains !== undefined || before.not !== undefined;
  const has = (text: TextsOf): boolean => runs.some(({ seen }) => text(seen).trim() !== "");
  const parts: RecordedParts = {
    ...compact({
      stdout: before.stdout !== undefined && has(stdout) ? textFor(making, stdout, before.stdout) : undefined,
      result: before.result !== undefined && has(result) ? textFor(making, result, before.result) : undefined,
      stderr: has(stderr) && before.streams === undefined ? textFor(making, stderr, before.stderr) : undefined,
    }),
    ...(isRich(before)
      ? {}
      : displayParts(
          making,
          before.display?.filter((display) => display.kind === "text"),
        )),
  };
  const isLookedAt =
    isPartial || Object.keys(parts).some((key) => key !== "stderr") || (raises && before.error !== undefined);
  if (isLookedAt && before.shows === undefined) return parts;
  if (has(seenText)) {
    const shows = textFor(making, seenText, before.shows);
    const isNew = before.shows === undefined && before.display === undefined;
    return {
      shows,
      ...(isNew && /^<IPython\.core\.display\.JSON object>$/m.test(shows) ? jsonParts(making) : {}),
      ...parts,
    };
  }
  return { ...unreadable(making, raises), ...parts };
}

/** Displays that have no text of their own: what of them is text under another name. */
function unreadable(making: Making, raises: boolean): RecordedParts {
  const { runs, before } = making;
  const types = new Set(
    runs.flatMap(({ seen }) =>
      seen.outputs.flatMap((output) =>
        output.type === "display" || output.type === "result" ? Object.keys(output.mime) : [],
      ),
    ),
  );
  const [first] = types;
  if (first === undefined) return raises || before.nothing !== true ? {} : { nothing: true };
  const readable = [...types].find((type) => /^text\/(?!plain)|json|svg/.test(type));
  const structured = jsonParts(making);
  const isText = structured.display === undefined && readable !== undefined;
  const parts = isText ? displayParts(making, [{ mimeType: readable, expected: undefined }]) : structured;
  const found = parts.display === undefined ? imageParts(making, [...types]) : parts;
  if (found.display === undefined) throw new NoPattern(`It shows ${[...types].join(", ")} and no text`);
  return found;
}

/** The first JSON that every run displays, where it has the same structure in all of them. */
function jsonParts({ runs, holes }: Making): RecordedParts {
  const [first] = runs;
  const mimeType = first?.seen.outputs.flatMap(mimeTypesOf).find((type) => /^application\/(?:.+\+)?json$/.test(type));
  if (mimeType === undefined) return {};
  const values = runs.map(({ seen }) => {
    const shown = seen.outputs.find((output) => mimeTypesOf(output).includes(mimeType));
    return shown !== undefined && "mime" in shown ? shown.mime[mimeType] : undefined;
  });
  const inferred = inferJson(values);
  if (inferred === undefined || inferred.json.kind === "scalar") return {};
  holes.push(...inferred.holes);
  return { display: { [mimeType]: { json: inferred.json } } };
}

function mimeTypesOf(output: Observation["outputs"][number]): readonly string[] {
  return "mime" in output ? Object.keys(output.mime) : [];
}

/** The size of the first image. */
function imageParts(making: Making, types: readonly string[]): RecordedParts {
  const sizes = types.flatMap((mimeType) => {
    const headers = making.runs.map(({ seen }) => readHeader(bytesOfBase64(firstOf(seen, mimeType, mimeText))));
    const read = headers.filter((header) => header !== undefined);
    return mimeType.startsWith("image/") && read.length === headers.length ? [{ mimeType, read }] : [];
  });
  const [first] = sizes;
  if (first === undefined) return {};
  const size = (key: "width" | "height"): string => {
    const shown = making.runs.map(({ captures }, index) => ({ text: String(first.read[index]?.[key]), captures }));
    return makeText({ ...making, before: {} }, shown, undefined);
  };
  return { display: { [first.mimeType]: { width: size("width"), height: size("height") } } };
}

interface DisplayPart {
  readonly mimeType: string;
  readonly expected: ExpectedText | undefined;
}

function displayParts(making: Making, displays: readonly DisplayPart[] = []): RecordedParts {
  const texts = displays.flatMap(({ mimeType, expected }) => {
    const text = (seen: Observation): string => firstOf(seen, mimeType, displayText);
    const isShown = making.runs.every(({ seen }) => text(seen) !== "");
    return isShown ? [[mimeType, textFor(making, text, expected)] as const] : [];
  });
  return texts.length === 0 ? {} : { display: Object.fromEntries(texts) };
}

/** The first display or result that has the type, as text. */
function firstOf(seen: Observation, mimeType: string, textOfType: typeof mimeText): string {
  const texts = seen.outputs.flatMap((output) =>
    "mime" in output ? [textOfType(output.mime, mimeType) ?? []].flat() : [],
  );
  return texts[0] ?? "";
}

interface Raised {
  readonly name: string;
  readonly message: string;
}

function errorParts(making: Making, errors: readonly Raised[]): NonNullable<RecordedParts["error"]> {
  const { error } = making.before;
  const wants = (key: "name" | "message"): boolean => error === undefined || error[key] !== undefined;
  const texts = (key: "name" | "message"): string => {
    const shown = making.runs.map(({ captures }, index) => ({ text: errors[index]?.[key] ?? "", captures }));
    return makeText({ ...making, unordered: false, before: {} }, shown, error?.[key]);
  };
  const isBlank = errors.every(({ message }) => message.trim() === "");
  return {
    ...compact({
      name: wants("name") ? texts("name") : undefined,
      message: wants("message") && !isBlank ? texts("message") : undefined,
    }),
  };
}

function textFor(making: Making, text: TextsOf, own: ExpectedText | undefined): string {
  const shown = making.runs.map(({ seen, captures }) => ({ text: text(seen), captures }));
  return makeText(making, shown, own);
}

/** The author's own text where it still holds, else a new one with those of its lines that do. */
function makeText(
  making: Making,
  shown: readonly { readonly text: string; readonly captures: Captures }[],
  own: ExpectedText | undefined,
): string {
  const options = matchOptionsOf(making.before, {});
  if (own && shown.every(({ text, captures }) => matchPattern(own.pattern, text, { ...options, captures }).matched)) {
    return own.text.value;
  }
  const texts = shown.map(({ text }) => text);
  const measures = making.runs[0]?.measures ?? {};
  const kept = (own && keepLines(own, { shown, options, measures })) ?? inferText(texts, measures);
  if (kept === undefined) throw new NoPattern(whyNone(texts));
  making.unordered ||= kept.unordered;
  making.holes.push(...kept.holes.map((hole) => ({ ...hole, source: kept.lines[hole.line] ?? "" })));
  return textOf(kept.lines);
}

function whyNone(texts: readonly string[]): string {
  const longest = Math.max(...texts.map(({ length }) => length));
  if (longest <= mostCharacters) return `What it shows differs from run to run: ${contrast(texts)}`;
  const [own, most] = [longest, mostCharacters].map((count) => count.toLocaleString("en"));
  return `It shows ${own} characters, and no pattern is made of more than ${most}: say by hand what must hold (\`contains\`), or let it show less`;
}

/** The first line in which runs differ, of two of them. */
function contrast(texts: readonly string[]): string {
  const runs = [...new Set(texts)].map((text) => splitLines(text).map(comparedText));
  const [first = [], second = []] = runs;
  const at = first.findIndex((line, index) => line !== second[index]);
  const shown = [first, second].map((lines) => lines[at === -1 ? Math.min(first.length, second.length) : at]);
  return shown.map((line) => (line === undefined ? "no such line" : `\`${cut(line)}\``)).join(" and ");
}

function cut(line: string): string {
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
