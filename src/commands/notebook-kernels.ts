import type { KernelProvider } from "../kernel/kernel.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { plural } from "../report/words.ts";
import type { TargetKernel } from "./validate-lessons.ts";

/** Where nobody named a kernel: a notebook runs in the kernelspec that it names, if there is one, all else in the default. */
export async function withNotebookKernels(
  standard: TargetKernel,
  lessons: readonly Lesson[],
  provider: KernelProvider,
): Promise<readonly TargetKernel[]> {
  const specs = await provider.kernelSpecs();
  const own = new Map<string, Lesson[]>();
  for (const lesson of lessons) {
    const spec = specs.get(lesson.kernel?.toLowerCase() ?? "");
    if (spec === undefined || spec.name === standard.name) continue;
    own.set(spec.name, [...(own.get(spec.name) ?? []), lesson]);
  }
  if (own.size === 0) return [standard];
  const elsewhere = new Set([...own.values()].flat());
  const rest = new Set(lessons.filter((lesson) => !elsewhere.has(lesson)));
  const named = [...own].map(([name, asking]): TargetKernel => {
    const chosen = `named by ${plural(asking.length, "notebook")}`;
    const displayName = specs.get(name)?.displayName ?? name;
    return { name, displayName, chosen, server: standard.server, lessons: new Set(asking) };
  });
  return rest.size === 0 ? named : [{ ...standard, lessons: rest }, ...named];
}
