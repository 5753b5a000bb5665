import { type SilentFailure, silentFailures } from "../lesson/silent-failures.ts";
import { parseDuration } from "../lesson/duration.ts";
import type {
  CodeStep,
  EquivalentChange,
  ExerciseStep,
  NamedCode,
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
import { readQuiz } from "./read-quiz.ts";
import { flagOf, requirementsOf } from "./requirements-value.ts";
import type { SpecFile } from "./spec-file.ts";
import { contentKey } from "./step-key.ts";
import { stepKind } from "./step-kind.ts";
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
  switch (kind) {
    case "prose":
      return readProse(source);
    case "code":
      return readCode(source);
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

function readBase({ map, text, defaults }: StepSource, kind: Step["kind"]): Omit<ProseStep, "kind" | "markdown"> {
  const id = textOf(map, "id")?.value;
  return {
    key: id ?? contentKey(kind, text.value),
    ...compact({ id }),
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

function readCode(source: StepSource): CodeStep {
  const { file, map, text, defaults } = source;
  return {
    kind: "code",
    ...readBase(source, "code"),
    code: text,
    ...readOutcome(file, map, { code: text, comparison: defaults.comparison }),
    input: textsOf(map, "input").map(({ value }) => value),
    allow: readAllow(source),
    binds: boundNames(text.value),
  };
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

function readTests(file: SpecFile, map: YamlMap): readonly NamedCode[] {
  return (mapOf(map, "tests")?.entries ?? []).flatMap(({ key: name, keyPlace, value }) => {
    if (value.kind !== "text") return [];
    refuseClaims(file, value.text, "a test");
    return [{ name, place: keyPlace, code: value.text }];
  });
}

function readEquivalent(map: YamlMap): readonly EquivalentChange[] {
  return (mapOf(map, "equivalent")?.entries ?? []).flatMap(({ key: changed, keyPlace: place, value }) =>
    value.kind === "text" ? [{ line: changed, place, reason: value.text.value }] : [],
  );
}
