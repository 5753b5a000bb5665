import { parseAllDocuments, visit, isMap, isScalar, type Pair } from "yaml";

import { findClaims } from "../../src/spec/claims.ts";

interface Cut {
  readonly from: number;
  readonly to: number;
}

/** A lesson without its expectations and claims, but for those of the steps named by id, cut out byte by byte; all else stays. */
export function stripExpectations(text: string, kept: ReadonlySet<string> = new Set()): string {
  const [document] = parseAllDocuments(text, { schema: "failsafe", keepSourceTokens: true });
  const cuts: Cut[] = [];
  visit(document as Parameters<typeof visit>[0], {
    Map(_, map) {
      const id = map.get("id");
      return typeof id === "string" && kept.has(id) ? visit.SKIP : undefined;
    },
    Pair(_, pair) {
      if (!isScalar(pair.key)) return undefined;
      if (pair.key.value === "expect") cuts.push(cutOfLines(text, pair));
      if (pair.key.value === "code") cuts.push(...cutsOfClaims(text, pair));
      return undefined;
    },
  });
  return cuts
    .toSorted((a, b) => b.from - a.from)
    .reduce((left, { from, to }) => left.slice(0, from) + left.slice(to), text);
}

/** Whole lines, from the key's to the last of its value. */
function cutOfLines(text: string, { key, value }: Pair): Cut {
  const start = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  const range = isScalar(value) || isMap(value) ? value.range : (value as { range?: [number, number, number] }).range;
  const end = range?.[1] ?? start;
  const last = start + text.slice(start, end).trimEnd().length;
  return { from: text.lastIndexOf("\n", start) + 1, to: text.indexOf("\n", last) + 1 };
}

function cutsOfClaims(text: string, { value }: Pair): readonly Cut[] {
  if (!isScalar(value) || value.range == null) return [];
  const [from, to] = value.range;
  const written = text.slice(from, to);
  // As the lesson's code is under `|`, its comments stand in the file as they stand in the code.
  let next = 0;
  return findClaims({ value: String(value.value), starts: [{ file: "", line: 1, column: 1 }] }).claims.flatMap(
    (claim) => {
      const line = String(value.value).slice(0, claim.from).split("\n").at(-1) ?? "";
      const rest = String(value.value).slice(claim.from).split("\n")[0] ?? "";
      const at = written.indexOf(line + rest, next);
      next = at + 1;
      const code = line.slice(0, line.lastIndexOf("# =>")).trimEnd();
      if (at === -1) throw new Error(`Not found in the file: ${line}${rest}`);
      return [{ from: from + at + code.length, to: from + at + line.length + rest.length }];
    },
  );
}
