import type { Lesson } from "../lesson/lesson.ts";

/**
 * What tells how much memory is in use, or how many references there are to an object that all share: other threads of
 * the kernel take some, too, at times of their own.
 */
const measure =
  /\b(?:get_traced_memory|get_tracemalloc_memory|take_snapshot|getrusage|memory_(?:full_)?info|memory_usage|getallocatedblocks)\b|\bgetrefcount\(\s*(?:None|True|False|Ellipsis|\.{3}|-?\d+|"[^"]*"|'[^']*')\s*\)/;

const words = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** Whether a step measures memory or shared references, by itself or by a function or a value that an earlier step has made so. */
export function measuresMemory({ steps }: Lesson, index: number): boolean {
  const names = new Set<string>();
  for (const [at, step] of steps.entries()) {
    const code = codeOf(step);
    if (at === index) return step.kind === "code" && isMeasuring(code, names);
    if (isMeasuring(code, names)) for (const name of madeIn(code, names)) names.add(name);
  }
  return false;
}

function codeOf(step: Lesson["steps"][number]): string {
  return step.kind === "code" ? step.code.value : step.kind === "exercise" ? step.solution.value : "";
}

function isMeasuring(code: string, names: ReadonlySet<string>): boolean {
  return measure.test(code) || (code.match(words) ?? []).some((word) => names.has(word));
}

/** The functions and classes that measure, and what is bound to what they give. */
function madeIn(code: string, names: ReadonlySet<string>): readonly string[] {
  // What begins at the margin, with all that is indented below it.
  const statements = code.split(/^(?=\S)/m).filter((statement) => isMeasuring(statement, names));
  return statements.flatMap((statement) => {
    const [, defined] = /^(?:(?:async )?def|class)\s+(\w+)/u.exec(statement) ?? [];
    const [, targets = ""] = /^([\p{L}_][^=()[\]]*?)\s*=[^=]/u.exec(statement) ?? [];
    const bound = (targets.match(words) ?? []).filter((name) => name !== "_");
    return defined === undefined ? bound : [defined];
  });
}
