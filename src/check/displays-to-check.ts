import type { DecodePng } from "../basics/pixels.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { ExpectedDisplay, ExpectedTypes } from "../lesson/expected-display.ts";
import type { Finding } from "../model/finding.ts";
import type { Observation } from "../model/observation.ts";
import { type SourcePlace, placeInText } from "../source/place.ts";
import { matchPattern } from "../pattern/match-pattern.ts";
import { imageToCheck } from "./image-to-check.ts";
import { jsonToCheck } from "./json-to-check.ts";
import { markupAttributes } from "./markup-attributes.ts";
import { displayText, mimeText } from "./seen.ts";
import type { PartToCheck } from "./part-to-check.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";

/** What is held against each pattern for displays and results, and what is not there at all. */
export function displaysToCheck(
  parts: ExpectedParts,
  seen: Observation,
  decodePng: DecodePng | undefined,
): readonly PartToCheck[] {
  const context = { parts, decodePng };
  const shown = seen.outputs.flatMap((output) =>
    output.type === "display" || output.type === "result" ? [output.mime] : [],
  );
  const states = (seen.updates ?? []).map(({ mime }) => mime);
  return [
    ...(parts.display ?? []).flatMap((display) => typeToCheck(display, shown, context)),
    ...(parts.displays ? inOrder(parts.displays, shown, { ...context, counted: displayed }) : []),
    ...(parts.updates ? inOrder(parts.updates, states, { ...context, counted: updated }) : []),
  ];
}

const displayed = (count: number): string => `The cell displays ${times(count)}`;
const updated = (count: number): string =>
  `The cell gives displays with an id ${count} ${count === 1 ? "state" : "states"}`;

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

interface DisplayContext {
  readonly parts: ExpectedParts;
  readonly decodePng: DecodePng | undefined;
}

/** The first that has the type. */
function typeToCheck(
  display: ExpectedDisplay,
  shown: readonly MimeBundle[],
  context: DisplayContext,
): readonly PartToCheck[] {
  const { mimeType } = display;
  const mime = shown.find((each) => each[mimeType] !== undefined);
  return mime === undefined
    ? missing(startOf(display), `The cell has no display of type ${mimeType}`)
    : valueToCheck(display, mime, context);
}

/** One by one; where there are more or fewer than expected, the first that is too many or missing is told. */
function inOrder(
  expected: readonly ExpectedTypes[],
  shown: readonly MimeBundle[],
  { counted, ...context }: DisplayContext & { readonly counted: (count: number) => string },
): readonly PartToCheck[] {
  if (shown.length !== expected.length) {
    const place = (expected[shown.length] ?? expected.at(-1))?.place;
    return place === undefined ? [] : missing(place, `${counted(shown.length)}, and ${expected.length} are expected`);
  }
  return expected.flatMap(({ types }, index) =>
    types.flatMap((display) => {
      const mime = shown[index] ?? {};
      if (mime[display.mimeType] !== undefined) return valueToCheck(display, mime, context);
      const has = Object.keys(mime).join(", ");
      return missing(startOf(display), `Number ${index + 1} has no ${display.mimeType}, but ${has}`);
    }),
  );
}

function missing(place: SourcePlace, message: string): readonly PartToCheck[] {
  const finding: Finding = { code: "output-differs", place, message };
  return [{ finding }];
}

function startOf(display: ExpectedDisplay): SourcePlace {
  return display.kind === "text" ? placeInText(display.expected.text, 0) : display.place;
}

function valueToCheck(
  display: ExpectedDisplay,
  mime: MimeBundle,
  { parts, decodePng }: DisplayContext,
): readonly PartToCheck[] {
  const { mimeType } = display;
  const match = matchPattern;
  switch (display.kind) {
    case "text": {
      const actual = displayText(mime, mimeType) ?? "";
      return [{ expected: display.expected, actual, match, what: `display of type ${mimeType}` }];
    }
    case "markup":
      return markupToCheck(display, mime);
    case "image":
      return imageToCheck(display, mimeText(mime, mimeType) ?? "", decodePng);
    case "json":
      return jsonToCheck(display.value, mime[mimeType], { mimeType, path: "$", parts });
  }
}

function markupToCheck(
  { mimeType, markup: { text, source, attributes } }: Extract<ExpectedDisplay, { kind: "markup" }>,
  mime: MimeBundle,
): readonly PartToCheck[] {
  const match = matchPattern;
  const what = `display of type ${mimeType}`;
  const markup = mimeText(mime, mimeType) ?? "";
  return [
    ...(text ? [{ expected: text, actual: displayText(mime, mimeType) ?? "", match, what }] : []),
    ...(source ? [{ expected: source, actual: markup, match, what: `source of the ${mimeType}` }] : []),
    ...attributes.map(({ name, expected }) => {
      const actual = markupAttributes(markup, name).join("\n");
      return { expected, actual, match, what: `${mimeType}'s attribute \`${name}\`` };
    }),
  ];
}
