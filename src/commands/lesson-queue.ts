import type { Facts } from "../lesson/facts.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { LessonKernel, speaksPython } from "../run/lesson-kernel.ts";
import { lessonEnvironment } from "../run/lesson-environment.ts";
import { readFacts } from "../run/read-facts.ts";
import { InfrastructureError, type ServerSettings } from "../run/server.ts";
import type { Turns } from "../run/turns.ts";
import { makeWorkFolder } from "../run/work-folder.ts";
import { Endings } from "./endings.ts";
import { type LessonOutcome, validateLesson } from "./validate-lesson.ts";
import type { LessonTask, ValidateOptions } from "./validate-lessons.ts";

/** What all lessons of a queue share. */
export interface QueueContext {
  readonly settings: ServerSettings;
  readonly turns: Turns;
  readonly options: ValidateOptions;
}

/** A started kernel in a working directory of its own; disposing it begins to end the one and remove the other. */
export interface PreparedKernel extends AsyncDisposable {
  readonly kernel: LessonKernel;
  readonly facts: Facts;
}

/** Lessons on one kernel: so many at a time as there are jobs, and one more kernel started ahead. */
export class LessonQueue implements AsyncDisposable {
  readonly #tasks: readonly LessonTask[];
  readonly #context: QueueContext;
  readonly #ahead = new Map<number, Promise<PreparedKernel>>();
  readonly #endings: Endings;
  #next = 0;
  /** Known once a kernel has started. */
  facts: Facts | undefined;
  /** Environment variables that its kernels did not have when they started. */
  late: readonly string[] = [];

  constructor(tasks: readonly LessonTask[], context: QueueContext) {
    this.#tasks = tasks;
    this.#context = context;
    this.#endings = new Endings(context.options.jobs);
  }

  /** The outcome of each lesson, in the order of the tasks. */
  async run(): Promise<readonly LessonOutcome[]> {
    const outcomes: LessonOutcome[] = [];
    const work = async (): Promise<void> => {
      for (let index = this.#next++; index < this.#tasks.length; index = this.#next++) {
        const task = this.#tasks[index];
        if (task) outcomes[index] = await validateLesson(task, this.#context, this.#kernelsFor(index, task));
      }
    };
    const workers = Math.max(1, Math.min(this.#context.options.jobs, this.#tasks.length));
    await Promise.all(Array.from({ length: workers }, work));
    return outcomes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = await Promise.allSettled(this.#ahead.values());
    await Promise.all(
      left.map(async (kernel) =>
        kernel.status === "fulfilled" ? await kernel.value[Symbol.asyncDispose]() : undefined,
      ),
    );
    await this.#endings[Symbol.asyncDispose]();
  }

  /** The first kernel for a lesson may have been started ahead; taking it starts the next lesson's. */
  #kernelsFor(index: number, task: LessonTask): () => Promise<PreparedKernel> {
    return async () => {
      const ahead = this.#ahead.get(index);
      this.#ahead.delete(index);
      const kernel = await (ahead ?? this.#prepare(task));
      this.#prepareAhead(index + 1);
      return kernel;
    };
  }

  #prepareAhead(index: number): void {
    const task = this.#tasks[index];
    // Somebody else's server may allow so many kernels and no more: one that waits could keep one that works from starting.
    if (this.#context.settings.foreign) return;
    if (task === undefined || index < this.#next || this.#ahead.has(index)) return;
    const prepared = this.#prepare(task);
    // Whoever takes it sees the failure; nobody may take it when the run is ended.
    prepared.catch(() => undefined);
    this.#ahead.set(index, prepared);
  }

  async #prepare({ lesson, kernel: target }: LessonTask): Promise<PreparedKernel> {
    const { settings, turns, options } = this.#context;
    const folder = await makeWorkFolder(lesson, options.scratch);
    const { hashSeed, environment = {} } = options;
    const own = lessonEnvironment(lesson, { hashSeed, ipythonFolder: folder.ipythonFolder, changed: environment });
    const env = { ...target.env, ...own };
    const notebook = lesson.cwd === undefined ? {} : { notebook: lesson.path };
    const request = { name: target.name, env, cwd: folder.cwd, ...notebook };
    let kernel: LessonKernel | undefined;
    const end = async (): Promise<void> => {
      await kernel?.[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    };
    try {
      // Starting a kernel takes a core: never beside a step that measures time.
      kernel = await turns.shared(async () => await LessonKernel.start(settings, request, options.signal));
      // A notebook may be of any language; but a foreign server's kernel gets its folder by Python code.
      if (!speaksPython(kernel) && (lesson.cwd === undefined || settings.foreign))
        throw notPython(kernel, target.name, lesson);
      this.facts ??= await readFacts(kernel);
      this.late = [...new Set([...this.late, ...kernel.late])];
      if (options.prelude !== undefined) await kernel.executeSilently(options.prelude);
      // The next lesson need not wait for it; a step that measures time must.
      const begin = async (): Promise<void> => await this.#endings.begin(async () => await turns.shared(end));
      return { kernel, facts: this.facts, [Symbol.asyncDispose]: begin };
    } catch (cause) {
      await end();
      throw cause;
    }
  }
}

function notPython({ info }: LessonKernel, name: string, { cwd }: Lesson): InfrastructureError {
  const language = info.language_info.name || "a language that it does not tell";
  const why = cwd === undefined ? "lessons are in Python" : "on a server only notebooks in Python get their own folder";
  return new InfrastructureError("kernel-start", `The kernel ${name} runs ${language}, and ${why}`);
}
