import { RE2JS } from "re2js";

import { regexOfBody } from "./compile-line.ts";
import { holeTypes } from "./hole-types.ts";
import type { Captures, HoleBody, Pattern } from "./pattern.ts";

/**
 * In RE2 syntax, what `$(=n)` reads: the captured text, else text of the same kind, which is then refused.
 * So the captured text never decides which line is met, and the refusal can say what stood there instead.
 */
export function regexOfCapture(name: string, pattern: Pattern, captures: Captures): string {
  const text = Object.hasOwn(captures, name) ? captures[name] : undefined;
  if (text !== undefined) return `${RE2JS.quote(text)}|${kindOf(text)}`;
  return regexOfBody(bodyOf(name, pattern), () => holeTypes.any.regex);
}

const kinds = (["hex", "int", "float", "string", "word", "duration", "size"] as const).map(
  (type) => holeTypes[type].regex,
);

function kindOf(text: string): string {
  return kinds.find((regex) => RE2JS.matches(regex, text)) ?? holeTypes.any.regex;
}

/** The body of the hole that binds the name. */
function bodyOf(name: string, { lines }: Pattern): HoleBody {
  const segments = lines.flatMap((line) => (line.kind === "text" ? line.segments : []));
  const binding = segments.find((segment) => segment.kind === "hole" && segment.hole.name === name);
  return binding?.kind === "hole" ? binding.hole.body : { kind: "type", type: "any" };
}
