import type { Cell } from "../lesson/cell.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { ServerAddress } from "../model/server-address.ts";
import type { ReportKernel } from "../model/report.ts";

/**
 * What is to run, on what and how: plain data that can be cloned (https://html.spec.whatwg.org/#structuredclone), since
 * lessons run in processes of their own as well.
 */
export interface RunInput extends RunSettings {
  readonly lessons: readonly LessonToRun[];
  readonly kernels: readonly TargetKernel[];
}

/** How lessons run, whichever they are. */
export interface RunSettings {
  /** Lessons at a time: a whole number from 1. */
  readonly jobs: number;
  readonly hashSeed: number;
  /** The folder below which each lesson gets its working directory, absolute. */
  readonly scratch: string;
  /** Bytes of output, in UTF-8, that a cell may put out. */
  readonly outputLimit: number;
  /** Run only up to this step: an index into the steps of the only lesson. */
  readonly until?: number;
  readonly judging?: Judging;
  readonly conditions?: Conditions;
  /** How often a lesson is run again where the infrastructure fails; absent: once. */
  readonly retryErrors?: number;
  /** The student edition is left out. */
  readonly solutionsOnly?: boolean;
}

/** A lesson with the cells of its editions: what runs is what ships. */
export interface LessonToRun {
  readonly lesson: Lesson;
  readonly solutions: readonly Cell[];
  readonly student: readonly Cell[];
}

/** A kernel to run lessons on: how the report names it, and the server that runs it. */
export interface TargetKernel extends ReportKernel {
  readonly server: ServerAddress;
  /** What the server itself reads in a kernel's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The lessons that run on it, by their files; all where it is absent. */
  readonly lessons?: readonly string[];
}

/** How strictly the expectations themselves are looked at. */
export interface Judging {
  /** Expectations that cannot fail are findings. */
  readonly strict?: boolean;
  /** Changed outputs are held against the patterns as well; `true`: changed solutions against their tests too, which runs them. */
  readonly mutate?: boolean | "outputs";
}

/** What lessons live in, where that is otherwise than usual. */
export interface Conditions {
  /** Environment variables; a lesson's own stay. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Python that is executed silently before each lesson. */
  readonly prelude?: string;
  /** All cores are kept busy meanwhile, but for steps that measure time. */
  readonly loaded?: boolean;
}

/** The lessons that run on a kernel, in order, each with its index among all. */
export function lessonsOn(
  { lessons: own }: TargetKernel,
  lessons: readonly LessonToRun[],
): readonly (LessonToRun & { readonly index: number })[] {
  const files = own && new Set(own);
  return [...lessons.entries()]
    .filter(([, { lesson }]) => files?.has(lesson.place.file) ?? true)
    .map(([index, each]) => ({ ...each, index }));
}
