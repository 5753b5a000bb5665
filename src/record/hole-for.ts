import type { Token, TokenKind } from "./line-tokens.ts";

/** A hole and what was seen in its place. */
export interface FoundHole {
  /** As it is written in a pattern. */
  readonly hole: string;
  /** What it stands for: `an address`. */
  readonly what: string;
  /** Each text once. */
  readonly seen: readonly string[];
}

/** The plain text on both sides, as far as it is the same in all runs. */
export interface Around {
  readonly before: string;
  readonly after: string;
  /** Something is measured in this line: another decimal that is the same in all runs is so by chance. */
  readonly timed: boolean;
  /** The cell measures memory. */
  readonly memory: boolean;
  /** Numbers in this column are measured in other lines. */
  readonly measured: boolean;
}

/** Whether a piece is known to change some day, even if the runs at hand agree on it. */
export function isNeverStable({ kind, text }: Token, { before, after, timed, memory, measured }: Around): boolean {
  if (kind === "set") return elementsOf(text).length > 1;
  if (kind === "number" && memory && isAmount(text)) return true;
  if (kind === "number" && (timed || measured)) return measured || text.includes(".");
  return kind === "address" && /\bat $/.test(before) && after.startsWith(">");
}

/** The narrowest hole for what the runs showed in one place; absent where they have nothing in common. */
export function holeFor(column: readonly Token[], around: Around): FoundHole | undefined {
  const seen = [...new Set(column.map(({ text }) => text))];
  const kinds = [...new Set(column.map(({ kind }) => kind))];
  const found = kinds.length === 1 && kinds[0] !== undefined ? ofOneKind(kinds[0], seen, around) : ofSeveral(kinds);
  return found === undefined ? undefined : { hole: found[0], what: found[1], seen };
}

type Found = readonly [hole: string, what: string] | undefined;

function ofOneKind(kind: TokenKind, seen: readonly string[], around: Around): Found {
  switch (kind) {
    case "set":
      return unorderedSet(seen);
    case "uuid":
      return ["$(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/)", "a UUID"];
    case "datetime":
    case "date":
      return shaped(seen, "a date");
    case "time":
      return shaped(seen, "a time of day");
    case "address":
      return ["$(hex)", "an address"];
    case "path":
      return path(seen);
    case "digest":
      return digest(seen);
    case "version":
      return [String.raw`$(/[0-9.]+/)`, "a version"];
    case "grouped":
      return ["$(/[0-9,.]+/)", "a number"];
    case "number":
      return number(seen, around);
    case "string":
      return ["$(string)", "a text in quotes"];
    case "word":
      return word(seen);
    case "space":
      return ["$(/[ \\t]+/)", "padding"];
    case "other":
      return undefined;
  }
}

function ofSeveral(kinds: readonly TokenKind[]): Found {
  if (kinds.every((kind) => kind === "number" || kind === "grouped")) return ["$(/[0-9,.]+/)", "a number"];
  return undefined;
}

/** The elements, one hole each that takes any of them. */
function unorderedSet(seen: readonly string[]): Found {
  const sets = seen.map((text) => elementsOf(text).toSorted());
  const [first = []] = sets;
  if (sets.some((set) => set.join("\0") !== first.join("\0"))) return undefined;
  const body = [...new Set(first)].map(asAlternative).join("|");
  return [`{${first.map(() => `$(${body})`).join(", ")}}`, "a set, which has no order"];
}

/** What stands between the braces, apart at the commas that are in no bracket and no quotes. */
function elementsOf(set: string): readonly string[] {
  const elements = [""];
  let depth = 0;
  for (const [piece] of set.slice(1, -1).matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^]/g)) {
    if ("([".includes(piece)) depth += 1;
    if (")]".includes(piece)) depth -= 1;
    if (piece === "," && depth === 0) elements.push("");
    else elements[elements.length - 1] += piece;
  }
  return elements.map((element) => element.trim());
}

function asAlternative(text: string): string {
  return text.replaceAll(/[\\|():=<>!$]/g, String.raw`\$&`);
}

/** Digits may be others, all else stays; absent where the texts are not of one shape. */
function shaped(seen: readonly string[], what: string): Found {
  const shapes = new Set(seen.map((text) => text.replaceAll(/\d+/g, (digits) => `\0${digits.length}\0`)));
  const [shape = ""] = shapes;
  if (shapes.size === 1) return [asRegex(shape), what];
  // The fraction of a second has as many digits as it needs, or none.
  const bases = new Set(
    seen.map((text) => text.replace(/\.\d+/, "").replaceAll(/\d+/g, (digits) => `\0${digits.length}\0`)),
  );
  const [base = ""] = bases;
  return bases.size === 1 ? [asRegex(base, String.raw`(?:\.\d+)?`), what] : undefined;
}

function asRegex(shape: string, fraction = ""): string {
  const regex = shape
    .replaceAll(/[.+]/g, String.raw`\$&`)
    .replaceAll(/\0(\d+)\0/g, (_, count: string) => String.raw`\d{${count}}`);
  const zone = /(?:\\[+]|-)\\d\{2\}:?\\d\{2\}$|Z$/.exec(regex);
  const at = fraction === "" || zone === null ? regex.length : zone.index;
  return `$(/${regex.slice(0, at)}${fraction}${regex.slice(at)}/)`;
}

/** The folders are each run's own, their common ending too; a file's name stays, but for the number that ipykernel makes. */
function path(seen: readonly string[]): Found {
  const [first = ""] = seen;
  const name = first.slice(Math.max(0, first.lastIndexOf("/"), first.lastIndexOf("\\")));
  const isOwn = name.includes(".") && !/^[\\/]\d+\.py$/.test(name);
  const isKept = isOwn && seen.every((text) => text.endsWith(name) && text !== name);
  return [String.raw`$(/[^'"<>|]+/)${isKept ? name : ""}`, "a path"];
}

function digest(seen: readonly string[]): Found {
  const lengths = new Set(seen.map((text) => text.length));
  const [length = 0] = lengths;
  return [`$(/[0-9a-f]${lengths.size === 1 ? `{${length}}` : "+"}/)`, "a digest"];
}

const unit = String.raw` ?(?:ns|us|µs|μs|ms|s|sec|secs|seconds?|milliseconds?|microseconds?)(?![\p{L}\p{N}_])`;
const timeUnit = new RegExp(`^${unit}`, "u");
const writtenDuration = new RegExp(String.raw`\d\.\d+${unit}`, "u");

/** Whether a line tells how long something took. */
export function tellsDuration(line: string): boolean {
  return writtenDuration.test(line);
}

/** Not how many lists or loops there were, but bytes, or bytes in a larger unit. */
function isAmount(text: string): boolean {
  return /^\d{3,}$|^\d+\.\d+$/.test(text);
}

function number(seen: readonly string[], { before, after, memory }: Around): Found {
  if (memory && seen.every((text) => /^\d+(?:\.\d+)?$/.test(text)))
    return [seen.some((text) => text.includes(".")) ? "$(number >= 0)" : "$(int >= 0)", "an amount of memory"];
  if (seen.every((text) => /^[+-]?\d+$/.test(text)))
    return ["$(int)", /pid|process/i.test(before) ? "a process id" : "a whole number"];
  const values = seen.map(Number);
  const near = seen.length > 1 ? nearlyEqual(values) : undefined;
  const type = seen.every((text) => /[.einf]/i.test(text)) ? "float" : "number";
  if (near !== undefined) return [`$(${type} = ${near})`, "the last digits of a number"];
  if (timeUnit.test(after) && values.every((value) => value >= 0)) return [`$(${type} >= 0)`, "a duration"];
  return [`$(${type})`, "a number"];
}

/** `x +- y`, where the numbers differ by rounding alone: from the twelfth significant digit on. */
function nearlyEqual(values: readonly number[]): string | undefined {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const size = Math.max(Math.abs(least), Math.abs(most));
  if (!Number.isFinite(size) || size === 0 || most - least > size * 1e-12) return undefined;
  const distance = 10 ** Math.ceil(Math.log10(size * 1e-12));
  return `${String(values[0])} +- ${String(distance)}`;
}

/** As `time.ctime()` and `date` abbreviate them. */
export const weekdays: readonly string[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const months: readonly string[] = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
];

const truth: ReadonlySet<string> = new Set(["True", "False"]);

function word(seen: readonly string[]): Found {
  if (seen.every((text) => truth.has(text))) return ["$(True|False)", "a truth value"];
  const closed = [weekdays, months].find((names) => seen.every((text) => names.includes(text)));
  return closed === undefined ? ["$(word)", "a word"] : [`$(${closed.join("|")})`, "a date"];
}
