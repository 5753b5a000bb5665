import { compact } from "../basics/compact.ts";
import { isHoleType } from "./hole-types.ts";
import { parseAlternatives, withoutEscapes } from "./parse-alternatives.ts";
import { parseConstraints } from "./parse-constraints.ts";
import { closingSlash, parseRegex } from "./parse-regex.ts";
import type { Constraint, Hole, HoleBody } from "./pattern.ts";
import { isQuantityType, type QuantityType } from "./quantity.ts";
import { type Advice, checkName, explainUnknownBody, isName, literalAdvice } from "./unknown-body.ts";

/** A hole, or what is wrong with it; `end` is the column after it. */
export type HoleReading =
  | { readonly end: number; readonly hole: Hole }
  | { readonly end: number; readonly problem: Advice };

interface Inside {
  readonly body: HoleBody;
  readonly constraints: readonly Constraint[];
}

/** Reads the hole whose `$(` stands at the column of the line. */
export function parseHole(line: string, column: number): HoleReading {
  const prefix = /^\$\(\s*(?:((?:[^\s|)/\\:$(=][^|)/\\:$(=]*)?):\s*)?/.exec(line.slice(column));
  const start = column + (prefix?.[0].length ?? 2);
  const close = line[start] === "/" ? closeOfRegex(line, start) : closeOfText(line, start);
  if (close === -1) return { end: line.length, problem: explainOpenHole(line, { column, start }) };
  const source = line.slice(column, close + 1);
  const name = prefix?.[1]?.trimEnd();
  const inside = checkName(name, source) ?? parseInside(line.slice(start, close), { source, name });
  if ("message" in inside) return { end: close + 1, problem: inside };
  return { end: close + 1, hole: { source, column, ...compact({ name }), ...inside } };
}

/** The column of the `)` that ends a hole with a regular expression, which may hold any character but its own `/`. */
function closeOfRegex(line: string, start: number): number {
  const slash = closingSlash(line, start);
  return slash === -1 ? -1 : line.indexOf(")", slash);
}

function closeOfText(line: string, start: number): number {
  for (let index = start; index < line.length; index += 1) {
    if (line[index] === "\\") index += 1;
    else if (line[index] === ")") return index;
  }
  return -1;
}

function explainOpenHole(line: string, { column, start }: { column: number; start: number }): Advice {
  const source = line.slice(column);
  if (line[start] === "/" && closingSlash(line, start) === -1) {
    return {
      message: `The regular expression of \`${source}\` does not end on its line`,
      advice: "End it with `/` and `)`, as in `$(/[a-z]+/)`",
    };
  }
  return { message: `\`${source}\` has no closing \`)\` on its line`, advice: `Close the hole; ${literalAdvice}` };
}

interface Around {
  readonly source: string;
  readonly name: string | undefined;
  /** Where it reads numbers with units. */
  readonly quantity?: QuantityType;
}

function parseInside(content: string, around: Around): Inside | Advice {
  if (content.startsWith("/")) {
    const regex = parseRegex(content, around.source);
    return "message" in regex ? regex : withConstraints(regex.body, content, { ...around, end: regex.end });
  }
  if (withoutEscapes(content).includes("$(")) {
    return {
      message: `\`${around.source}\` begins a hole inside a hole`,
      advice: "Holes cannot be nested; use a regular expression, as in `$(/[0-9]+ ms/)`",
    };
  }
  if (content.startsWith("=")) return parseCaptureAgain(content, around);
  if (withoutEscapes(content).includes("|")) return parseAlternatives(content, around);
  return parseType(content, around);
}

function parseCaptureAgain(content: string, around: Around): Inside | Advice {
  const name = content.slice(1).trim();
  if (around.name !== undefined) {
    return {
      message: `\`${around.source}\` names what is captured already`,
      advice: `Write \`$(=${name})\`: the text is in \`${name}\``,
    };
  }
  const [first = ""] = name.split(/[\s=!<>]/);
  if (first !== name && isName(first)) {
    return {
      message: `\`${around.source}\`: \`$(=${first})\` is the captured text itself and takes no constraint`,
      advice: `Write \`$(=${first})\`, or compare with it, as in \`$(int > ${first})\``,
    };
  }
  return checkName(name, around.source) ?? { body: { kind: "capture", name }, constraints: [] };
}

function parseType(content: string, around: Around): Inside | Advice {
  const word = /^[^\s=!<>]*/.exec(content)?.[0] ?? "";
  if (!isHoleType(word)) return explainUnknownBody(content, around.source);
  const quantity = isQuantityType(word) ? { quantity: word } : {};
  return withConstraints({ kind: "type", type: word }, content, { ...around, ...quantity, end: word.length });
}

function withConstraints(body: HoleBody, content: string, around: Around & { end: number }): Inside | Advice {
  const rest = content.slice(around.end);
  if (rest.trim() === "") return { body, constraints: [] };
  const constraints = parseConstraints(rest, around);
  return "message" in constraints ? constraints : { body, constraints };
}
