import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { ObservedStep } from "../lesson/observed-step.ts";
import type { Progress } from "../lesson/progress.ts";
import type { LessonReport, Report, ReportKernel, StepResult } from "../lesson/report.ts";
import type { Templates } from "../notebook/templates.ts";
import { connectServer, type ServerAddress } from "../run/server.ts";
import { Turns } from "../run/turns.ts";
import { LessonQueue } from "./lesson-queue.ts";
import { emptyLessonReport, withRun } from "./lesson-report.ts";

/** A kernel to validate on: how the report names it, and the server that runs it. */
export interface TargetKernel extends ReportKernel {
  readonly server: ServerAddress;
  /** What the server itself reads in a kernel's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The lessons that run on it; all where it is absent. */
  readonly lessons?: ReadonlySet<Lesson>;
}

export interface ValidateOptions {
  readonly courses: readonly Course[];
  readonly templates: (course: Course) => Templates;
  readonly kernels: readonly TargetKernel[];
  /** Lessons at a time. */
  readonly jobs: number;
  readonly hashSeed: number;
  /** The folder below which each lesson gets its working directory. */
  readonly scratch: string;
  /** Bytes of output, as UTF-8, that a cell may put out. */
  readonly outputLimit: number;
  /** Run only up to this step of this lesson: an index into its steps. */
  readonly until?: { readonly lesson: Lesson; readonly step: number };
  /** Expectations that cannot fail are findings. */
  readonly strict?: boolean;
  /** Changed outputs are held against the patterns as well. */
  readonly mutate?: boolean;
  /** Environment variables that change what lessons run in; a lesson's own stay. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Told when a step that measures time begins to run alone, and when it has ended. */
  readonly onAlone?: (alone: boolean) => void;
  /** Python that is executed silently before each lesson. */
  readonly prelude?: string;
  /** The student edition is not run. */
  readonly solutionsOnly?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** What each step showed, as it is known; not for the student edition. */
  readonly onObserved?: (lesson: Lesson, observed: ObservedStep, result: StepResult) => void;
}

/** A lesson with what it is validated with. */
export interface LessonTask {
  readonly course: Course;
  readonly lesson: Lesson;
  readonly kernel: TargetKernel;
}

/** Executes every lesson on every kernel and gives each step's verdict. */
export async function validateLessons(
  options: ValidateOptions,
): Promise<Pick<Report, "kernels" | "lessons" | "duration">> {
  if (!Number.isInteger(options.jobs) || options.jobs < 1)
    throw new RangeError(`jobs is a whole number from 1 on: ${options.jobs}`);
  const startedAt = performance.now();
  const tasks = options.courses.flatMap((course) => course.lessons.map((lesson) => ({ course, lesson })));
  let lessons: readonly LessonReport[] = tasks.map(({ lesson }) => emptyLessonReport(lesson));
  const kernels: ReportKernel[] = [];
  const turns = new Turns(options.onAlone);
  for (const kernel of options.kernels) {
    const settings = await connectServer(kernel.server);
    const own = tasks.filter(({ lesson }) => kernel.lessons?.has(lesson) ?? true);
    await using queue = new LessonQueue(
      own.map((task) => ({ ...task, kernel })),
      { settings, turns, options },
    );
    const runs = await queue.run();
    lessons = lessons.map((report, index) => {
      const task = tasks[index];
      const outcome = task && runs[own.indexOf(task)];
      return task && outcome ? withRun(report, task.lesson, { kernel: kernel.name, outcome }) : report;
    });
    kernels.push(reportKernel(kernel, queue));
  }
  return { kernels, lessons, duration: performance.now() - startedAt };
}

function reportKernel({ name, displayName, chosen }: TargetKernel, { facts, late }: LessonQueue): ReportKernel {
  return { name, displayName, chosen, ...(facts ? { facts } : {}), ...(late.length > 0 ? { late } : {}) };
}
