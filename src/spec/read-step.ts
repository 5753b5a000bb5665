import { type SilentFailure, silentFailures } from "../lesson/silent-failures.ts";
import { parseDuration } from "../lesson/duration.ts";
import type {
  CodeStep,
  EquivalentChange,
  ExerciseStep,
  ExerciseTest,
  Prediction,
  ProseStep,
  QuizStep,
  Step,
} from "../lesson/lesson.ts";
import type { SourceText } from "../source/place.ts";
import type { Quotation } from "../lesson/quotation.ts";
import { boundNames } from "./bound-names.ts";
import { compact } from "../basics/compact.ts";
import type { Comparison } from "./expectation.ts";
import { readWrong } from "./read-wrong.ts";
import { namesNeeded } from "./names-needed.ts";
import { readOutcome } from "./read-outcome.ts";
import { readQuotations } from "./quotations.ts";
import { readChoices, readQuiz } from "./read-quiz.ts";
import { flagOf, requirementsOf } from "./requirements-value.ts";
import type { SpecFile } from "./spec-file.ts";
import { contentKey } from "./step-key.ts";
import { markdownTexts } from "./markdown-texts.ts";
import { checkChoices } from "./check-choices.ts";
import { checkAsides } from "./check-asides.ts";
import { type StepKind, stepKind } from "./step-kind.ts";
import { tellAsserts } from "./tell-asserts.ts";
import { refuseClaims } from "./unchecked-claims.ts";
import { mapOf, textOf, textsOf, type YamlMap } from "./yaml-node.ts";

/** What a lesson gives to its steps. */
export interface StepDefaults {
  /** Milliseconds. */
  readonly timeout: number;
  readonly comparison: Comparison;
  readonly allow: readonly SilentFailure[];
}

/** A step as the model has it; absent where its kind or its main text is not in order, which has been reported. */
export function readStep(file: SpecFile, map: YamlMap, defaults: StepDefaults): Step | undefined {
  const kind = stepKind(map);
  const text = typeof kind === "string" ? textOf(map, kind) : undefined;
  if (text === undefined) return undefined;
  const source: StepSource = { file, map, text, defaults };
  for (const markdown of markdownTexts(map)) checkAsides(markdown).forEach(file.report);
  switch (kind) {
    case "prose":
      return readProse(source);
    case "code":
      return readCode(source, text);
    case "predict":
      return readPrediction(source);
    case "figure":
      return readFigure(source);
    case "quiz":
      return readQuizStep(source);
    case "exercise":
      return readExercise(source);
    case "include":
    default:
      return undefined;
  }
}

interface StepSource {
  readonly file: SpecFile;
  readonly map: YamlMap;
  /** What stands under the key of its kind. */
  readonly text: SourceText;
  readonly defaults: StepDefaults;
}

function readBase({ file, map, text, defaults }: StepSource, kind: StepKind): Omit<ProseStep, "kind" | "markdown"> {
  const id = textOf(map, "id")?.value;
  return {
    key: id ?? contentKey(kind, text.value),
    ...compact({ id, links: file.links?.get(map) }),
    place: map.entries[0]?.keyPlace ?? map.place,
    requires: requirementsOf(map, "requires") ?? {},
    timeout: parseDuration(textOf(map, "timeout")?.value ?? "") ?? defaults.timeout,
    exclusive: flagOf(map, "exclusive") ?? false,
  };
}

function readProse(source: StepSource): ProseStep {
  const { file, text } = source;
  const { text: markdown, quotations } = readQuotations(file, text);
  return { kind: "prose", ...readBase(source, "prose"), ...filled(quotations), markdown };
}

function filled(quotations: readonly Quotation[]): Pick<Step, "quotations"> {
  return quotations.length === 0 ? {} : { quotations };
}

function readCode(source: StepSource, code: SourceText, guessed?: QuotedPrediction): CodeStep {
  const { file, map, defaults } = source;
  const { comparison } = defaults;
  const { quotations = [], ...prediction } = guessed ?? {};
  return {
    kind: "code",
    ...readBase(source, guessed === undefined ? "code" : "predict"),
    ...filled(quotations),
    ...prediction,
    code,
    ...readOutcome(file, map, { code, comparison, isGuessed: guessed !== undefined }),
    input: textsOf(map, "input").map(({ value }) => value),
    allow: readAllow(source),
    binds: boundNames(code.value),
  };
}

interface QuotedPrediction {
  readonly prediction: Prediction;
  readonly quotations: readonly Quotation[];
}

/** A cell whose output is guessed before it runs. */
function readPrediction(source: StepSource): CodeStep | undefined {
  const { file, map, text } = source;
  const [code, answer, choices] = [textOf(map, "code"), textOf(map, "answer"), textOf(map, "choices")];
  if (code === undefined || answer === undefined) return undefined;
  const [asked, said] = [readQuotations(file, text), readQuotations(file, answer)];
  const options = choices === undefined ? [] : readChoices(file, choices);
  const prediction = { question: asked.text, options, answer: said.text };
  const step = readCode(source, code, { prediction, quotations: [...asked.quotations, ...said.quotations] });
  const [place] = choices?.starts ?? [];
  if (place !== undefined) checkChoices(options, step.expect, place).forEach(file.report);
  return step;
}

/** A picture is prose that shows it. */
function readFigure(source: StepSource): ProseStep {
  const { file, map, text } = source;
  const written = textOf(map, "caption");
  const caption = written === undefined ? undefined : readQuotations(file, written);
  const alt = (textOf(map, "alt")?.value ?? "").replaceAll(/[\\[\]]/g, String.raw`\$&`);
  const picture = `![${alt}](<${text.value}>)`;
  const below = caption === undefined ? "" : `\n\n${caption.text.value.trim()}`;
  const [start] = text.starts;
  const starts = [...(start === undefined ? [] : [start, start]), ...(caption?.text.starts ?? [])];
  const markdown = { value: picture + below, starts };
  return { kind: "prose", ...readBase(source, "figure"), ...filled(caption?.quotations ?? []), markdown };
}

function readQuizStep(source: StepSource): QuizStep {
  const { file, map, text } = source;
  const proof = textOf(map, "proof");
  if (proof !== undefined) refuseClaims(file, proof, "a proof");
  const { text: shown, quotations } = readQuotations(file, text);
  return {
    kind: "quiz",
    ...readBase(source, "quiz"),
    ...filled(quotations),
    ...readQuiz(file, shown),
    ...compact({ proof }),
  };
}

function readExercise(source: StepSource): ExerciseStep {
  const { file, map, text } = source;
  const starter = textOf(map, "starter") ?? nothing(text);
  const solution = textOf(map, "solution") ?? nothing(text);
  refuseClaims(file, starter, "a starter");
  refuseClaims(file, solution, "a solution");
  const task = readQuotations(file, text);
  const tests = readTests(file, map);
  const hints = textsOf(map, "hints").map((hint) => readQuotations(file, hint));
  return {
    kind: "exercise",
    ...readBase(source, "exercise"),
    ...filled([task, ...hints].flatMap(({ quotations }) => quotations)),
    task: task.text,
    starter,
    hints: hints.map((hint) => hint.text.value),
    solution,
    tests,
    wrong: readWrong(file, map, tests),
    equivalent: readEquivalent(map),
    isolate: textOf(map, "isolate")?.value === "kernel" ? "kernel" : "namespace",
    allow: readAllow(source),
    binds: boundNames(solution.value),
    needs: namesNeeded(
      solution.value,
      tests.map((test) => test.code.value),
    ),
  };
}

function readAllow({ map, defaults }: StepSource): readonly SilentFailure[] {
  const own = new Set(textsOf(map, "allow").map(({ value }) => value));
  return silentFailures.filter((code) => own.has(code) || defaults.allow.includes(code));
}

/** Stands for a text whose absence has been reported. */
function nothing(text: SourceText): SourceText {
  return { value: "", starts: text.starts.slice(0, 1) };
}

function readTests(file: SpecFile, map: YamlMap): readonly ExerciseTest[] {
  return (mapOf(map, "tests")?.entries ?? []).flatMap(({ key: name, keyPlace, value }) => {
    if (value.kind !== "text") return [];
    refuseClaims(file, value.text, "a test");
    const code = value.text;
    const told = tellAsserts(code.value);
    return [{ name, place: keyPlace, code, ...compact({ told: told === code.value ? undefined : told }) }];
  });
}

function readEquivalent(map: YamlMap): readonly EquivalentChange[] {
  return (mapOf(map, "equivalent")?.entries ?? []).flatMap(({ key: changed, keyPlace: place, value }) =>
    value.kind === "text" ? [{ line: changed, place, reason: value.text.value }] : [],
  );
}
