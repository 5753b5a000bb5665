import type { Facts } from "./facts.ts";
import type { LessonReport, Report, ReportKernel } from "./report.ts";

/** What lessons want and a kernel's environment does not have. */
export interface MissingPackages {
  readonly kernel: ReportKernel;
  /** As pip takes them, each once. */
  readonly packages: readonly string[];
  /** What installs them there; absent where nothing can. */
  readonly command?: string;
}

/** Of each kernel that lacks some, in the order of the kernels. */
export function missingPackages({ kernels, lessons }: Pick<Report, "kernels" | "lessons">): readonly MissingPackages[] {
  return kernels.flatMap((kernel) => {
    const packages = [...new Set(lessons.flatMap((lesson) => lackedBy(lesson, kernel.name)))].sort();
    if (packages.length === 0) return [];
    const command = kernel.facts && installCommand(kernel.facts, packages);
    return [{ kernel, packages, ...(command === undefined ? {} : { command }) }];
  });
}

/** What a lesson requires and what its cells failed to import. */
function lackedBy({ steps }: LessonReport, kernel: string): readonly string[] {
  const results = steps.flatMap((step) => step.results).filter((result) => result.kernel === kernel);
  return results.flatMap(({ lacks = [], findings }) => [
    ...lacks,
    ...findings.flatMap(({ message }) => missingModule(message)),
  ]);
}

function missingModule(message: string): readonly string[] {
  const module = /\bModuleNotFoundError: No module named '([A-Za-z_]\w*)/.exec(message)?.[1];
  return module === undefined ? [] : [distributions[module] ?? module];
}

/** Modules whose distribution has another name, of those that lessons import. */
const distributions: Readonly<Record<string, string>> = {
  PIL: "pillow",
  bs4: "beautifulsoup4",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  yaml: "pyyaml",
};

/** An environment that uv made has no pip. */
function installCommand(
  { executable, platform, packages: installed }: Facts,
  packages: readonly string[],
): string | undefined {
  if (executable === undefined || executable === "" || platform === "emscripten") return undefined;
  const names = packages.map((name) => (/^[\w.-]+$/.test(name) ? name : `'${name}'`)).join(" ");
  const python = /^[\w./-]+$/.test(executable) ? executable : `'${executable}'`;
  return Object.hasOwn(installed, "pip")
    ? `${python} -m pip install ${names}`
    : `uv pip install --python ${python} ${names}`;
}
