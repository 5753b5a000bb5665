import type { Diagnostic } from "../source/diagnostic.ts";
import type { ExpectedError, ExpectedParts, Expectation, Variant } from "../lesson/expectation.ts";
import type { SourceText } from "../source/place.ts";
import { checkValue } from "./check-value.ts";
import { checkVariants } from "./check-variants.ts";
import { compact } from "../basics/compact.ts";
import { partNames } from "./expectation-keys.ts";
import { expectedText } from "./expected-text.ts";
import { readDisplays } from "./read-display.ts";
import { requirements } from "./requirement-keys.ts";
import { flagOf, requirementsOf } from "./requirements-value.ts";
import type { SpecFile } from "./spec-file.ts";
import { itemsOf, mapOf, textOf, valueOf, type YamlMap, type YamlNode } from "./yaml-node.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";

/** How outputs are compared unless a step says otherwise. */
export type Comparison = Pick<ExpectedParts, "spaces" | "numbers">;

/** The expectation that an author wrote under `expect`; reports patterns that cannot be read and variants out of reach. */
export function readExpectation(file: SpecFile, value: YamlNode, comparison: Comparison): Expectation | undefined {
  const variants = readVariants(file, value, comparison);
  if (variants.length === 0) return undefined;
  const expectation: Expectation = { place: value.place, source: "expect", variants };
  // A `when` that could not be read is told; it would only seem to hold always.
  const isRead = !variantMaps(value).some((map) => hasProblems(file, valueOf(map, "when")));
  if (isRead) for (const diagnostic of checkVariants(expectation)) file.report(diagnostic);
  return expectation;
}

function hasProblems(file: SpecFile, when: YamlNode | undefined): boolean {
  if (when === undefined) return false;
  const problems: Diagnostic[] = [];
  checkValue({ ...file, report: (problem) => problems.push(problem) }, "when", when, requirements);
  return problems.length > 0;
}

function variantMaps(value: YamlNode): readonly YamlMap[] {
  if (value.kind === "text") return [];
  return value.kind === "map" ? [value] : value.items.filter((item) => item.kind === "map");
}

function readVariants(file: SpecFile, value: YamlNode, comparison: Comparison): readonly Variant[] {
  if (value.kind === "text") {
    return [{ place: value.place, parts: { ...comparison, shows: expectedText(file, value.text) } }];
  }
  return variantMaps(value).map((map) => readVariant(file, map, comparison));
}

function readVariant(file: SpecFile, map: YamlMap, comparison: Comparison): Variant {
  const when = requirementsOf(map, "when");
  if (!asksForSomething(map)) file.report(nothingAsked(map));
  return { place: map.place, ...compact({ when }), parts: readParts(file, map, comparison) };
}

function asksForSomething(map: YamlMap): boolean {
  return map.entries.some(({ key }) => !quietKeys.has(key) && !(key === "nothing" && flagOf(map, key) === false));
}

/** Keys that say when or how outputs are compared, not with what. */
const quietKeys: ReadonlySet<string> = new Set(["when", "unordered", "spaces", "numbers"]);

function nothingAsked({ place }: YamlMap): Diagnostic {
  const advice = `Add one of ${partNames.map((name) => `\`${name}\``).join(", ")}`;
  return { code: "missing-key", place, message: "Nothing here says what the cell shows", advice };
}

function readParts(file: SpecFile, map: YamlMap, comparison: Comparison): ExpectedParts {
  const text = (key: string): ExpectedText | undefined => optionalText(file, textOf(map, key));
  return compact({
    ...comparison,
    ...comparisonOf(map),
    shows: text("shows"),
    stdout: text("stdout"),
    stderr: text("stderr"),
    streams: text("streams"),
    result: text("result"),
    error: readError(file, map),
    ...readDisplays(file, map),
    nothing: flagOf(map, "nothing"),
    contains: text("contains"),
    not: readNot(file, map),
    unordered: flagOf(map, "unordered"),
  });
}

/** How a lesson, a course or an expectation wants outputs compared. */
export function comparisonOf(map: YamlMap): Comparison {
  const spaces = (["exact", "loose"] as const).find((each) => each === textOf(map, "spaces")?.value);
  const numbers = (["exact", "as-written"] as const).find((each) => each === textOf(map, "numbers")?.value);
  return compact({ spaces, numbers });
}

function optionalText(file: SpecFile, text: SourceText | undefined): ExpectedText | undefined {
  return text === undefined ? undefined : expectedText(file, text);
}

function readError(file: SpecFile, map: YamlMap): ExpectedError | undefined {
  const error = mapOf(map, "error");
  if (error === undefined) return undefined;
  const name = optionalText(file, textOf(error, "name"));
  const message = optionalText(file, textOf(error, "message"));
  return compact({ place: error.place, name, message });
}

function readNot(file: SpecFile, map: YamlMap): ExpectedParts["not"] {
  const value = valueOf(map, "not");
  if (value === undefined) return undefined;
  const texts = value.kind === "text" ? [value] : itemsOf(map, "not");
  return texts.flatMap((item) => (item.kind === "text" ? [expectedText(file, item.text)] : []));
}
