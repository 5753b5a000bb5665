import type { Lesson } from "../lesson/lesson.ts";

/**
 * What tells how much memory is in use, or how many references there are to an object that all share: other threads of
 * the kernel take some, too, at times of their own.
 */
const ofMemory: Measure = (code) =>
  /\b(?:get_traced_memory|get_tracemalloc_memory|take_snapshot|getrusage|memory_info|memory_full_info|memory_usage|getallocatedblocks)\b/.test(
    code,
  ) || Array.from(code.matchAll(/\bgetrefcount\(([^()]*)\)/g)).some(([, value = ""]) => shared.test(value.trim()));

/** An object that there is once, whoever names it. */
const shared = /^(?:None|True|False|Ellipsis|\.{3}|-?\d+|"[^"]*"|'[^']*')$/;

/** What tells how late it is, to the small fraction of a second that no two runs have in common, but by chance. */
const ofTime: Measure = (code) =>
  /\b(?:perf_counter|monotonic|process_time|thread_time|time\.time)(?:_ns)?\b|\bdefault_timer\b|\btimeit\b|%%?time\b/.test(
    code,
  );

/** Whether code measures something, by its own words. */
type Measure = (code: string) => boolean;

/** What a step measures, though it may be the same in all runs at hand. */
export interface Measures {
  readonly memory?: boolean;
  readonly time?: boolean;
}

const words = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** What a step measures, by itself or by a function or a value that an earlier step has made so. */
export function measuresOf(lesson: Lesson, index: number): Measures {
  return { memory: isMeasured(lesson, index, ofMemory), time: isMeasured(lesson, index, ofTime) };
}

function isMeasured({ steps }: Lesson, index: number, measure: Measure): boolean {
  const names = new Set<string>();
  for (const [at, step] of steps.entries()) {
    const code = codeOf(step);
    if (at === index) return step.kind === "code" && isMeasuring(code, { measure, names });
    if (!isMeasuring(code, { measure, names })) continue;
    for (const name of madeIn(code, { measure, names })) names.add(name);
  }
  return false;
}

interface Measuring {
  readonly measure: Measure;
  /** Of functions and values that measure. */
  readonly names: ReadonlySet<string>;
}

function codeOf(step: Lesson["steps"][number]): string {
  return step.kind === "code" ? step.code.value : step.kind === "exercise" ? step.solution.value : "";
}

function isMeasuring(code: string, { measure, names }: Measuring): boolean {
  return measure(code) || (code.match(words) ?? []).some((word) => names.has(word));
}

/** The functions and classes that measure, and what is bound to what they give. */
function madeIn(code: string, measuring: Measuring): readonly string[] {
  // What begins at the margin, with all that is indented below it.
  const statements = code.split(/^(?=\S)/m).filter((statement) => isMeasuring(statement, measuring));
  return statements.flatMap((statement) => {
    const [, defined] = /^(?:(?:async )?def|class)\s+(\w+)/u.exec(statement) ?? [];
    const [, targets = ""] = /^([\p{L}_][^=()[\]]*)=[^=]/u.exec(statement) ?? [];
    const bound = (targets.match(words) ?? []).filter((name) => name !== "_");
    return defined === undefined ? bound : [defined];
  });
}
