import { RE2JS, RE2JSException } from "re2js";

/** What each match of a regular expression is replaced by. */
export interface Replacement {
  /** In RE2 syntax. */
  readonly pattern: string;
  /** As Python's `re.sub` has it: `\\1` and `\\g<name>` are what a group read. */
  readonly with: string;
}

/** Why a replacement cannot be made, and which of its two texts is wrong. */
export interface ReplacementProblem {
  readonly in: keyof Replacement;
  readonly reason: string;
}

/** What is wrong with a replacement; absent where it can be made. */
export function problemOf({ pattern, with: replacement }: Replacement): ReplacementProblem | undefined {
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { in: "pattern", reason: error.message.replace(/^error parsing regexp: /, "") };
  }
  if (regex.testExact("") || regex.test(""))
    return { in: "pattern", reason: "it matches an empty text, and that is everywhere" };
  const known = [
    ...Array.from({ length: regex.groupCount() + 1 }, (_, group) => group),
    ...Object.keys(regex.namedGroups()),
  ];
  const pieces = readPieces(replacement);
  const missing = pieces.find((piece) => typeof piece !== "string" && !known.includes(piece.group));
  if (missing === undefined || typeof missing === "string") return undefined;
  return { in: "with", reason: `the pattern has no group ${missing.group}` };
}

/** A text with all replacements made in each of its lines, one after the other. Linear in the text. */
export function replaceInLines(text: string, replacements: readonly Replacement[]): string {
  if (replacements.length === 0 || text === "") return text;
  const compiled = compile(replacements);
  return text
    .split("\n")
    .map((line) => compiled.reduce((now, each) => replaceIn(now, each), line))
    .join("\n");
}

interface Compiled {
  readonly regex: RE2JS;
  readonly pieces: readonly Piece[];
}

/** Compiling takes longer than most texts: the same list serves all texts of a notebook. */
const known = new WeakMap<readonly Replacement[], readonly Compiled[]>();

function compile(replacements: readonly Replacement[]): readonly Compiled[] {
  const before = known.get(replacements);
  if (before !== undefined) return before;
  const compiled = replacements.map((each) => ({ regex: RE2JS.compile(each.pattern), pieces: readPieces(each.with) }));
  known.set(replacements, compiled);
  return compiled;
}

function replaceIn(line: string, { regex, pieces }: Compiled): string {
  const matcher = regex.matcher(line);
  const made: string[] = [];
  let end = 0;
  while (matcher.find()) {
    const read = pieces.map((piece) => (typeof piece === "string" ? piece : (matcher.group(piece.group) ?? "")));
    made.push(line.slice(end, matcher.start()), ...read);
    end = matcher.end();
  }
  return made.length === 0 ? line : made.join("") + line.slice(end);
}

/** Plain text, or a group by its number or name. */
type Piece = string | { readonly group: number | string };

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\" };

function readPieces(text: string): readonly Piece[] {
  const written = text.matchAll(/\\g<([^<>]*)>|\\(\d{1,2})|\\([^])|[^\\]+|\\$/g);
  return Array.from(written, ([whole, named, number, escaped]): Piece => {
    const group = named ?? number;
    if (group !== undefined) return { group: /^\d+$/.test(group) ? Number(group) : group };
    return escaped === undefined ? whole : (escapes[escaped] ?? whole);
  });
}
