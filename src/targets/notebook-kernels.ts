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
  const absent = absentKernels(standard, lessons, specs);
  const rather = absent === "" ? standard : { ...standard, chosen: `${standard.chosen}; ${absent}` };
  if (own.size === 0) return [rather];
  const elsewhere = new Set([...own.values()].flat());
  const rest = lessons.filter((lesson) => !elsewhere.has(lesson));
  const named = [...own].map(([name, asking]): TargetKernel => {
    const chosen = `named by ${asking.length} ${asking.length === 1 ? "notebook" : "notebooks"}`;
    const displayName = specs.get(name.toLowerCase())?.displayName ?? name;
    return { ...standard, name, displayName, chosen, lessons: filesOf(asking) };
  });
  return rest.length === 0 ? named : [{ ...rather, lessons: filesOf(rest) }, ...named];
}

/** Kernelspecs that notebooks name and that are not there, whatever is used instead. */
function absentKernels(
  { name, chosen }: TargetKernel,
  lessons: readonly Lesson[],
  specs: ReadonlyMap<string, unknown>,
): string {
  const named = lessons.flatMap(({ kernel }) => kernel ?? []);
  const absent = new Set(
    named.filter((each) => each !== name && !chosen.includes(each) && !specs.has(each.toLowerCase())),
  );
  if (absent.size === 0) return "";
  const [one] = absent;
  return absent.size === 1
    ? `${one ?? ""}, which is named, is absent`
    : `absent, though named: ${[...absent].join(", ")}`;
}

function filesOf(lessons: readonly Lesson[]): readonly string[] {
  return lessons.map(({ place }) => place.file);
}
