import type { Lesson } from "../lesson/lesson.ts";
import type { TargetKernel } from "../engine/run-input.ts";

/**
 * Where nobody named a kernel: a notebook runs in the kernelspec that it names, if there is one, all else in the default.
 * Kernelspecs are found by their names in lower case.
 */
export function withNotebookKernels(
  standard: TargetKernel,
  lessons: readonly Lesson[],
  specs: ReadonlyMap<string, Pick<TargetKernel, "name" | "displayName">>,
): readonly TargetKernel[] {
  const own = new Map<string, Lesson[]>();
  for (const lesson of lessons) {
    const spec = specs.get(lesson.kernel?.toLowerCase() ?? "");
    if (spec === undefined || spec.name === standard.name) continue;
    own.set(spec.name, [...(own.get(spec.name) ?? []), lesson]);
  }
  if (own.size === 0) return [standard];
  const elsewhere = new Set([...own.values()].flat());
  const rest = lessons.filter((lesson) => !elsewhere.has(lesson));
  const named = [...own].map(([name, asking]): TargetKernel => {
    const chosen = `named by ${asking.length} ${asking.length === 1 ? "notebook" : "notebooks"}`;
    const displayName = specs.get(name.toLowerCase())?.displayName ?? name;
    return { ...standard, name, displayName, chosen, lessons: filesOf(asking) };
  });
  return rest.length === 0 ? named : [{ ...standard, lessons: filesOf(rest) }, ...named];
}

function filesOf(lessons: readonly Lesson[]): readonly string[] {
  return lessons.map(({ place }) => place.file);
}
