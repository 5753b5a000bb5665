import type { ExpectedBundle, ExpectedParts } from "../lesson/expectation.ts";
import type { Finding } from "../model/finding.ts";
import type { Observation } from "../model/observation.ts";
import { withForms } from "../model/saved-forms.ts";
import type { SourcePlace } from "../source/place.ts";
import { escapePattern } from "../pattern/escape-pattern.ts";
import { matchPattern } from "../pattern/match-pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { checkText, type TextCheckInput } from "./check-text.ts";
import { jsonDifference } from "./json-difference.ts";
import { markupText } from "./markup-text.ts";
import { isMarkup, mimeText } from "./seen.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";

interface BundleContext {
  readonly place: SourcePlace;
  readonly parts: ExpectedParts;
}

/** Holds displays and results, type by type, against those that a notebook keeps; nothing where it keeps none. */
export function checkBundles(
  expected: readonly ExpectedBundle[] | undefined,
  seen: Observation,
  { place, parts }: BundleContext,
): readonly Finding[] {
  if (expected === undefined) return [];
  const bundles = bundlesOf(seen);
  if (bundles.length !== expected.length) {
    const message = `The cell displays ${bundles.length} times, and ${expected.length} displays are saved`;
    return [{ code: "output-differs", place, message }];
  }
  return expected.flatMap((bundle, index) => checkBundle(bundle, bundles[index] ?? {}, parts));
}

/** What of them is compared as text: each as it is saved, and as it came. */
export function comparedTexts(
  expected: readonly ExpectedBundle[],
  seen: Observation,
): readonly (readonly [saved: string, came: string])[] {
  const bundles = bundlesOf(seen);
  return expected.flatMap(({ mime }, index) =>
    Object.keys(mime).flatMap((type) => {
      const [saved, came] = [comparedText(type, mime), comparedText(type, bundles[index] ?? {})];
      return saved === undefined || came === undefined ? [] : [[saved, came] as const];
    }),
  );
}

function comparedText(type: string, mime: MimeBundle): string | undefined {
  const comparison = comparisonOf(type);
  if (comparison !== "text" && comparison !== "markup") return undefined;
  return comparison === "text" ? textOf(mime, type) : seenMarkup(textOf(mime, type));
}

function bundlesOf({ outputs }: Observation): readonly MimeBundle[] {
  return outputs.flatMap((output) =>
    output.type === "display" || output.type === "result" ? [withoutText(output.mime)] : [],
  );
}

function withoutText(mime: MimeBundle): MimeBundle {
  return Object.fromEntries(Object.entries(mime).filter(([type]) => type !== "text/plain"));
}

function checkBundle({ place, mime }: ExpectedBundle, actual: MimeBundle, parts: ExpectedParts): readonly Finding[] {
  const missing = Object.keys(mime).filter((type) => !Object.hasOwn(actual, type));
  const added = Object.keys(actual).filter((type) => !Object.hasOwn(mime, type));
  const types = [
    ...missing.map((type) => `The display has no ${type}, which is saved`),
    ...added.map((type) => `The display has ${type}, which is not saved`),
  ];
  if (types.length > 0) return types.map((message) => ({ code: "output-differs", place, message }));
  return Object.keys(mime).flatMap((type) => checkType(type, { place, expected: mime, actual, parts }));
}

interface TypeContext extends BundleContext {
  readonly expected: MimeBundle;
  readonly actual: MimeBundle;
}

function checkType(type: string, { place, expected, actual, parts }: TypeContext): readonly Finding[] {
  switch (comparisonOf(type)) {
    case "presence":
      return [];
    case "structure":
      return checkJson(type, place, jsonDifference(expected[type], actual[type]));
    case "text":
    case "markup": {
      const texts = { expected: comparedText(type, expected) ?? "", actual: comparedText(type, actual) ?? "" };
      return checkTexts(type, place, { ...texts, parts });
    }
  }
}

/** White space at the ends of a table's cells is layout; between the cells stands a tab. */
function seenMarkup(markup: string): string {
  return markupText(markup).replaceAll(/ ?\t ?/g, "\t");
}

/** What of a type is compared: of an image that it is there, of a widget too, since its model's id is new each time. */
function comparisonOf(type: string): "text" | "markup" | "structure" | "presence" {
  if (isMarkup(type)) return "markup";
  if (type === "application/vnd.jupyter.widget-view+json") return "presence";
  if (/^application\/(.+\+)?json$/.test(type)) return "structure";
  return type.startsWith("text/") || type === "application/javascript" ? "text" : "presence";
}

function checkJson(type: string, place: SourcePlace, found: ReturnType<typeof jsonDifference>): readonly Finding[] {
  if (found === undefined) return [];
  const { path, ...difference } = found;
  return [{ code: "output-differs", place, message: `The ${type} differs at ${path}`, difference }];
}

interface Texts {
  readonly expected: string;
  readonly actual: string;
  readonly parts: ExpectedParts;
}

function checkTexts(type: string, place: SourcePlace, { expected, actual, parts }: Texts): readonly Finding[] {
  const form = (text: string): string => (parts.forms === undefined ? text : withForms(text, parts.forms));
  const value = escapePattern(form(expected));
  const input: TextCheckInput = {
    expected: { pattern: parsePattern(value).pattern, text: { value, starts: [place] } },
    actual: form(actual),
    match: matchPattern,
    what: `display of type ${type}`,
    captures: {},
    parts,
  };
  return checkText(input).findings.map((finding) => ({ ...finding, place }));
}

function textOf(mime: MimeBundle, type: string): string {
  return mimeText(mime, type) ?? "";
}
