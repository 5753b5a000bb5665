import type { LessonReport } from "../../src/model/report.ts";
import { claimedCells, type ClaimedCell } from "./claimed-cells.ts";

/** Each cell as it is, and with each claim moved to a statement that shows nothing. */
export interface ClaimsLesson {
  /** The steps' YAML below a title and `steps:`. */
  readonly yaml: string;
  /** By step, in words. */
  readonly expected: readonly string[];
}

interface ClaimsOptions {
  readonly hasProcesses: boolean;
  /** Each is a prediction, whose cell does not hold its claims. */
  readonly areGuessed?: boolean;
}

/** The cells that a kernel can execute, right and moved. */
export function claimsLesson({ hasProcesses, areGuessed = false }: ClaimsOptions): ClaimsLesson {
  const head = areGuessed ? ["  - predict: What?", "    answer: That", "    code: |2"] : ["  - code: |2"];
  const cells = claimedCells.filter(({ needsProcesses = false }) => hasProcesses || !needsProcesses);
  let line = 3;
  let yaml = `  - code: "def shout(text): print(text.upper())"\n`;
  const expected = ["passed"];
  const add = (title: string, code: string, verdictAt: (first: number) => string): void => {
    const lines = code.split("\n");
    yaml += `${head.join("\n")}\n${lines.map((text) => (text === "" ? "\n" : `      ${text}\n`)).join("")}`;
    expected.push(`${title}: ${verdictAt(line + 1 + head.length)}`);
    line += lines.length + head.length;
  };
  for (const cell of cells) {
    add(cell.title, cell.code, () => "passed");
    for (const { code, at } of movedClaims(cell)) {
      const finding = cell.isUntold === true ? "claim-untold" : "claim-unmet";
      add(`${cell.title}, moved`, code, (first) => `failed (${first + at} ${finding})`);
    }
  }
  return { yaml, expected: expected.slice(1) };
}

/** What a run of it showed, in the same words: the first finding of each step. */
export function claimVerdicts({ steps }: LessonReport, { expected }: ClaimsLesson): readonly string[] {
  return steps.slice(1).map(({ results: [result] }, index) => {
    const [finding] = result?.findings ?? [];
    const title = expected[index]?.replace(/: (?:passed|failed).*/, "") ?? "";
    const note = finding === undefined ? "" : ` (${finding.place.line} ${finding.code})`;
    return `${title}: ${result?.verdict ?? "not executed"}${note}`;
  });
}

/** The first claim of a top-level statement can stand before that, the last one after it, and the order is the same. */
function movedClaims({ code }: ClaimedCell): readonly { readonly code: string; readonly at: number }[] {
  const lines = code.split("\n");
  const claimed = lines.flatMap((text, index) => (/# =>/.test(text) ? [index] : []));
  return claimed.flatMap((at, claim) => {
    const comment = /# =>.*/.exec(lines[at] ?? "")?.[0] ?? "";
    const rest = lines.with(at, (lines[at] ?? "").replace(/ *# =>.*/, ""));
    const decoy = `nothing = 0  ${comment}`;
    const begin = lines.findLastIndex(
      (text, index) => index <= at && isTopLevel(text) && !/^(?:\)|@|# =>|else|except|finally)/.test(text),
    );
    const head = begin > 0 && lines[begin - 1]?.startsWith("@") === true ? begin - 1 : begin;
    const [previous = -1] = claimed.slice(claim - 1, claim);
    if (claim === 0 || previous < head) return [{ code: rest.toSpliced(head, 0, decoy).join("\n"), at: head }];
    return [];
  });
}

function isTopLevel(text: string): boolean {
  return /^\S/.test(text);
}
