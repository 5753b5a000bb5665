import type { Step } from "../lesson/lesson.ts";

/** Modules whose distribution has another name. */
const distributions: Readonly<Record<string, string>> = {
  bs4: "beautifulsoup4",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  PIL: "pillow",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  yaml: "pyyaml",
};

/** The distributions that steps import from, by normalised name (PEP 503), the last imported first. */
export function packagesUsed(steps: readonly Step[]): readonly string[] {
  const modules = steps.flatMap((step) => {
    if (step.kind !== "code") return [];
    return [...step.code.value.matchAll(/^[ \t]*(?:import|from)[ \t]+([A-Za-z_]\w*)/gm)].map(([, name = ""]) => name);
  });
  const names = modules.map((name) => distributions[name] ?? name.toLowerCase().replaceAll(/[-_.]+/g, "-"));
  return [...new Set(names.toReversed())];
}
