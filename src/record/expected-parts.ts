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
    ...(when === undefined ? {} : { when }),
    parts: {
      ...(spaces === undefined ? {} : { spaces }),
      ...(numbers === undefined ? {} : { numbers }),
      ...(contains === undefined ? {} : { contains }),
      ...(not === undefined ? {} : { not }),
      ...(from.streams === undefined ? {} : { streams: from.streams }),
      ...rich,
      ...(shows === undefined ? {} : { shows: text(shows) }),
      ...(stdout === undefined ? {} : { stdout: text(stdout) }),
      ...(stderr === undefined ? {} : { stderr: text(stderr) }),
      ...(result === undefined ? {} : { result: text(result) }),
      ...(error === undefined ? {} : { error: errorOf(place, error, text) }),
      ...(display === undefined
        ? {}
        : { display: Object.entries(display).map(([mimeType, value]) => displayOf(place, mimeType, value, text)) }),
      ...(nothing === undefined ? {} : { nothing }),
      ...(unordered === undefined ? {} : { unordered }),
    },
  };
}

function keptDisplays({ display, displays, updates }: ExpectedParts): ExpectedParts {
  return {
    ...(display === undefined ? {} : { display }),
    ...(displays === undefined ? {} : { displays }),
    ...(updates === undefined ? {} : { updates }),
  };
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
    ...(name === undefined ? {} : { name: text(name) }),
    ...(message === undefined ? {} : { message: text(message) }),
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
    ...(error === undefined ? {} : { error: { ...written("name", error.name), ...written("message", error.message) } }),
    ...(display === undefined || isRich(parts) ? {} : { display: Object.fromEntries(display.flatMap(writtenDisplay)) }),
    ...(nothing === true ? { nothing: true } : {}),
    ...(unordered === true ? { unordered: true } : {}),
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
