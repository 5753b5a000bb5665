import type { ExpectedParts } from "./expectation.ts";
import type { ExpectedDisplay, ExpectedJson } from "./expected-display.ts";
import type { ExpectedText } from "./expected-text.ts";

type DisplayParts = Pick<ExpectedParts, "display" | "displays" | "updates">;

/** All patterns for what is displayed, in the order in which they are matched. */
export function displayTexts(parts: DisplayParts): readonly ExpectedText[] {
  return displaysOf(parts).flatMap((display) =>
    display.kind === "json" ? textsInJson(display.value) : textsIn(display),
  );
}

/** Those that alone decide about a part; within JSON, its keys and the number of its items decide as well. */
export function wholeDisplayTexts(parts: DisplayParts): readonly ExpectedText[] {
  return displaysOf(parts).flatMap((display) => (display.kind === "json" ? [] : textsIn(display)));
}

/** Whether displays are looked at in a way that one text for each mime type cannot say. */
export function isRich({ display = [], displays, updates }: DisplayParts): boolean {
  return displays !== undefined || updates !== undefined || display.some(({ kind }) => kind !== "text");
}

function displaysOf({ display = [], displays = [], updates = [] }: DisplayParts): readonly ExpectedDisplay[] {
  return [...display, ...[...displays, ...updates].flatMap(({ types }) => types)];
}

function textsIn(display: Exclude<ExpectedDisplay, { kind: "json" }>): readonly ExpectedText[] {
  switch (display.kind) {
    case "text":
      return [display.expected];
    case "markup": {
      const { text, source, attributes } = display.markup;
      return [...present(text, source), ...attributes.map(({ expected }) => expected)];
    }
    case "image": {
      const { width, height, bytes } = display.image;
      return present(width, height, bytes);
    }
  }
}

function present(...texts: readonly (ExpectedText | undefined)[]): readonly ExpectedText[] {
  return texts.filter((text) => text !== undefined);
}

function textsInJson(value: ExpectedJson): readonly ExpectedText[] {
  switch (value.kind) {
    case "any":
      return [];
    case "scalar":
      return [value.expected];
    case "list":
      return value.items.flatMap(textsInJson);
    case "map":
      return value.entries.flatMap((entry) => textsInJson(entry.value));
  }
}
