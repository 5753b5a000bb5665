import { compact } from "../basics/compact.ts";
import type { ExpectedParts, Variant } from "../lesson/expectation.ts";
import { isRich } from "../lesson/display-texts.ts";
import type { ExpectedDisplay, ExpectedJson } from "../lesson/expected-display.ts";
import type { SourcePlace } from "../source/place.ts";
import type { RecordedDisplay, RecordedJson, RecordedParts, RecordedVariant } from "../lesson/recording.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";

/** One recorded variant; of `from`, how outputs are compared and what recording leaves alone. */
export function variantOf(place: SourcePlace, { when, parts }: RecordedVariant, from: ExpectedParts = {}): Variant {
  const text = (value: string): ExpectedText => ({
    pattern: parsePattern(value).pattern,
    text: { value, starts: [place] },
  });
  const { spaces, numbers, contains, not } = from;
  const rich = isRich(from) ? keptDisplays(from) : {};
  const { shows, stdout, stderr, result, error, display, nothing, unordered } = parts;
  return {
    place,
    ...compact({ when }),
    parts: {
      ...compact({ spaces, numbers, contains, not, streams: from.streams }),
      ...rich,
      ...compact({
        shows: shows === undefined ? undefined : text(shows),
        stdout: stdout === undefined ? undefined : text(stdout),
        stderr: stderr === undefined ? undefined : text(stderr),
        result: result === undefined ? undefined : text(result),
        error: error === undefined ? undefined : errorOf(place, error, text),
        display:
          display === undefined
            ? undefined
            : Object.entries(display).map(([mimeType, value]) => displayOf(place, mimeType, value, text)),
        nothing,
        unordered,
      }),
    },
  };
}

function keptDisplays({ display, displays, updates }: ExpectedParts): ExpectedParts {
  return compact({ display, displays, updates });
}

function displayOf(
  place: SourcePlace,
  mimeType: string,
  ...[value, text]: readonly [RecordedDisplay, (value: string) => ExpectedText]
): ExpectedDisplay {
  if (typeof value === "string") return { kind: "text", mimeType, expected: text(value) };
  if ("json" in value) return { kind: "json", mimeType, place, value: jsonOf(value.json, place, text) };
  return { kind: "image", mimeType, place, image: { width: text(value.width), height: text(value.height) } };
}

function jsonOf(json: RecordedJson, place: SourcePlace, text: (value: string) => ExpectedText): ExpectedJson {
  switch (json.kind) {
    case "scalar":
      return { kind: "scalar", expected: text(json.text) };
    case "list":
      return { kind: "list", place, items: json.items.map((item) => jsonOf(item, place, text)) };
    case "map": {
      const entries = json.entries.map(({ key, value }) => ({ key, value: jsonOf(value, place, text) }));
      return { kind: "map", place, entries, open: false };
    }
  }
}

function errorOf(
  place: SourcePlace,
  { name, message }: NonNullable<RecordedParts["error"]>,
  text: (value: string) => ExpectedText,
): NonNullable<ExpectedParts["error"]> {
  return {
    place,
    ...compact({
      name: name === undefined ? undefined : text(name),
      message: message === undefined ? undefined : text(message),
    }),
  };
}

/** A variant that is there, as it would be recorded; what recording leaves alone is left out. */
export function recordedOf(parts: ExpectedParts): RecordedParts {
  const { shows, stdout, stderr, result, error, display, nothing, unordered } = parts;
  return {
    ...written("shows", shows),
    ...written("stdout", stdout),
    ...written("stderr", stderr),
    ...written("result", result),
    ...compact({
      error: error === undefined ? undefined : { ...written("name", error.name), ...written("message", error.message) },
      display: display === undefined || isRich(parts) ? undefined : Object.fromEntries(display.flatMap(writtenDisplay)),
      nothing: nothing === true ? (true as const) : undefined,
      unordered: unordered === true ? (true as const) : undefined,
    }),
  };
}

function writtenDisplay(display: ExpectedDisplay): readonly (readonly [string, string])[] {
  return display.kind === "text" ? [[display.mimeType, display.expected.text.value]] : [];
}

function written(key: string, text: ExpectedText | undefined): Record<string, string> {
  return text === undefined ? {} : { [key]: text.text.value };
}

/** The texts of a variant with the keys that lead to each, but for those within JSON. */
export function textsOf(parts: RecordedParts): ReadonlyMap<string, string> {
  const { error = {}, display = {}, shows, stdout, stderr, result } = parts;
  const texts: readonly (readonly [readonly string[], string | undefined])[] = [
    [["shows"], shows],
    [["stdout"], stdout],
    [["stderr"], stderr],
    [["result"], result],
    [["error", "name"], error.name],
    [["error", "message"], error.message],
    ...Object.entries(display).flatMap(([mimeType, value]) =>
      (typeof value === "string" ? [["", value] as const] : "json" in value ? [] : Object.entries(value)).map(
        ([key, text]) => [["display", mimeType, ...(key === "" ? [] : [key])], text] as const,
      ),
    ),
  ];
  return new Map(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path.join("\0"), text] as const])));
}
