import { RE2JS } from "re2js";

import type { HoleType } from "./hole-types.ts";
import type { Hole, Pattern, PatternLine, Segment } from "./pattern.ts";

/**
 * The first line of a pattern, 0-based, that accepts any text of its shape, where all its lines do: nothing but `...`
 * and holes that take text as it comes. A pattern that has one line of another kind, or no line with anything in it,
 * gives nothing: it can refuse what a cell shows.
 */
export function acceptsAnything({ lines }: Pattern): number | undefined {
  if (!lines.every((line) => isBlank(line) || takesAll(line))) return undefined;
  const line = lines.findIndex((each) => !isBlank(each));
  return line === -1 ? undefined : line;
}

function isBlank(line: PatternLine): boolean {
  return line.kind === "text" && line.segments.length === 0;
}

function takesAll(line: PatternLine): boolean {
  return line.kind === "ellipsis" || line.segments.every(saysNothing);
}

function saysNothing(segment: Segment): boolean {
  return segment.kind === "literal" ? segment.text.trim() === "" : takesAnyText(segment.hole);
}

function takesAnyText({ body, constraints }: Hole): boolean {
  if (constraints.length > 0) return false;
  switch (body.kind) {
    case "type":
      return takesText[body.type];
    case "regex": {
      const regex = RE2JS.compile(body.regex);
      return unlikeWords.every((word) => regex.testExact(word));
    }
    case "alternatives":
    case "capture":
      return false;
  }
}

/** A number tells at least that the cell counted; text tells nothing. */
const takesText: Readonly<Record<HoleType, boolean>> = {
  int: false,
  float: false,
  number: false,
  hex: false,
  word: true,
  string: true,
  duration: false,
  size: false,
  any: true,
};

/** What no expression accepts that means something in particular. */
const unlikeWords: readonly string[] = ["spam", "Ham", "EGGS", "42", "x_1"];
