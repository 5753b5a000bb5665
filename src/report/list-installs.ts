import { missingPackages } from "../model/missing-packages.ts";
import type { Report } from "../model/report.ts";

/** What to install where, of a kernel whose environment lacks something. */
export interface Install {
  readonly words: string;
  /** For a shell; absent where nothing can be installed. */
  readonly command?: string;
}

/** A kernel that lacks something each, in the order of the kernels; the words are not escaped. */
export function listInstalls(report: Pick<Report, "kernels" | "lessons">): readonly Install[] {
  return missingPackages(report).map(({ kernel, packages, command }) => {
    const where =
      kernel.facts?.platform === "emscripten"
        ? "the embedded kernel, which has Python alone: name another with --kernel"
        : kernel.name;
    return command === undefined
      ? { words: `Missing: ${packages.join(", ")} in ${where}` }
      : { words: `To install what is missing in ${where}:`, command };
  });
}
