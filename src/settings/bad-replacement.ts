import type { ReplacementProblem } from "../pattern/replacement.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { SourcePlace } from "../source/place.ts";

/** What is said of a replacement that cannot be made. */
export function badReplacement({ in: part, reason }: ReplacementProblem, place: SourcePlace): Diagnostic {
  if (part === "with")
    return { code: "bad-pattern", place, message: `What stands for a match cannot be read: ${reason}` };
  return {
    code: "bad-pattern",
    place,
    message: `The regular expression cannot be read: ${reason}`,
    advice:
      "Write it in RE2 syntax, which has no look-around and no back-references, and takes time in proportion to the text",
  };
}
