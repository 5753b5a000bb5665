import type { Lesson } from "../lesson/lesson.ts";
import type { Finding } from "../model/finding.ts";
import { inferText } from "../record/infer-text.ts";

/** What recording takes for another thing in each run; a number may as well be wrong. */
const unstable: ReadonlySet<string> = new Set([
  "an address",
  "a set, which has no order",
  "a UUID",
  "a date",
  "a time of day",
  "a path",
]);

/** Nobody copies a longer pattern out of a sentence. */
const mostCharacters = 500;

/** A difference of the kind that each run has, with the pattern that recording would write for it. */
export function adviseUnstable(finding: Finding, lesson: Lesson): Finding {
  const { code, advice, difference: { expected, actual } = {}, place } = finding;
  const isText = expected !== undefined && expected.length <= mostCharacters && !expected.includes("$(");
  // A notebook's saved outputs are no patterns.
  if (
    code !== "output-differs" ||
    advice !== undefined ||
    !isText ||
    actual === undefined ||
    actual.length > mostCharacters ||
    lesson.cwd !== undefined
  )
    return finding;
  const inferred = inferText([expected, actual]);
  const [pattern, other] = inferred?.lines ?? [];
  const what = [...new Set(inferred?.holes.map((hole) => hole.what))];
  if (pattern === undefined || other !== undefined || what.length === 0 || !what.every((each) => unstable.has(each)))
    return finding;
  // Of a file that lessons include nothing is recorded by its own name.
  const own = place.file === lesson.place.file;
  const record = own ? `, or record the step: \`nbproof validate --update ${place.file}:${place.line}\`` : "";
  return {
    ...finding,
    advice: `If it is another in each run (${what.join(", ")}), write \`${pattern}\`${record}`,
  };
}
