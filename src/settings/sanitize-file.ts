import { problemOf, type Replacement } from "../pattern/replacement.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { lineText, type SourceFile } from "../source/source-file.ts";
import type { SourcePlace } from "../source/place.ts";
import { badReplacement } from "./bad-replacement.ts";

const [regexKey, replaceKey] = ["regex: ", "replace: "];

/** The replacements of a file of nbval's, as nbval reads it: a line `regex: …` and below it a line `replace: …`. */
export function readSanitizeFile(source: SourceFile, report: (diagnostic: Diagnostic) => void): readonly Replacement[] {
  const replacements: Replacement[] = [];
  for (let line = 0; line < source.lineStarts.length; line += 1) {
    const [own, below] = [lineText(source, line), lineText(source, line + 1)];
    if (!own.startsWith(regexKey)) continue;
    const place = placeIn(source, line, regexKey.length);
    if (!below.startsWith(replaceKey)) {
      const message = "A line `replace: …` is missing below this line, and nbval skips it";
      report({
        code: "bad-value",
        place,
        message,
        advice: "Write it right below: `replace: ` and what stands for a match",
      });
      continue;
    }
    const replacement = { pattern: own.slice(regexKey.length), with: below.slice(replaceKey.length) };
    const problem = problemOf(replacement);
    if (problem === undefined) replacements.push(replacement);
    else
      report(badReplacement(problem, problem.in === "pattern" ? place : placeIn(source, line + 1, replaceKey.length)));
  }
  if (replacements.length === 0) {
    const place = { file: source.file, line: 1, column: 1 };
    const advice = "Each is a line `regex: …` and, right below it, a line `replace: …`";
    report({ code: "bad-value", place, message: "The file has nothing to replace", advice });
  }
  return replacements;
}

function placeIn(source: SourceFile, line: number, column: number): SourcePlace {
  const endColumn = lineText(source, line).length + 1;
  const place = { file: source.file, line: line + 1, column: column + 1 };
  return endColumn > place.column ? { ...place, endColumn } : place;
}
