import { isRecord } from "../basics/is-record.ts";
import type { SolutionChange, SolutionMutant } from "../model/mutation.ts";
import type { LessonKernel } from "./lesson-kernel.ts";
import { mutantsCode } from "./mutants-code.ts";

/** All small changes to a solution, made by the Python of a kernel that knows its magics. */
export async function listMutants(kernel: LessonKernel, solution: string): Promise<readonly SolutionMutant[]> {
  const printed: unknown = JSON.parse(await kernel.executeSilently(mutantsCode(solution)));
  if (!isListed(printed)) throw new TypeError("The kernel did not list the changes to a solution");
  const { lines, mutants } = printed;
  return mutants.map(({ kind, line, count, becomes }) => ({
    kind,
    line,
    before: lines.slice(line, line + count).join("\n"),
    after: becomes.join("\n"),
    code: lines.toSpliced(line, count, ...becomes).join("\n"),
  }));
}

interface Listed {
  readonly lines: readonly string[];
  readonly mutants: readonly ListedMutant[];
}

interface ListedMutant {
  readonly kind: SolutionChange;
  readonly line: number;
  readonly count: number;
  readonly becomes: readonly string[];
}

/** Our own code printed it: when the lists are there, the rest is. */
function isListed(value: unknown): value is Listed {
  return isRecord(value) && Array.isArray(value["lines"]) && Array.isArray(value["mutants"]);
}
