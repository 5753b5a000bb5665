import { compact } from "../basics/compact.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { Facts } from "../model/facts.ts";
import { InfrastructureError, type ServerSettings } from "../client/server.ts";
import { lessonEnvironment } from "../run/lesson-environment.ts";
import { LessonKernel, speaksPython } from "../run/lesson-kernel.ts";
import { readFacts } from "../run/read-facts.ts";
import type { MachineLock } from "../run/shared-exclusive-lock.ts";
import { makeWorkFolder } from "../run/work-folder.ts";
import type { RunSettings, TargetKernel } from "./run-input.ts";
import type { ShutdownQueue } from "./shutdown-queue.ts";

/** A started kernel in a working directory of its own; disposing it begins to end the one and remove the other. */
export interface PreparedKernel extends AsyncDisposable {
  readonly kernel: LessonKernel;
  readonly facts: Facts;
}

/** What all lessons on one kernel share. */
export interface KernelContext {
  readonly input: RunSettings;
  readonly target: TargetKernel;
  readonly settings: ServerSettings;
  readonly lock: MachineLock;
  readonly endings: ShutdownQueue;
  readonly signal: AbortSignal;
  readonly seen: SeenOfKernels;
}

/** What the kernels that were started have told. */
export interface SeenOfKernels {
  /** By what they depend on; the first are those of the first kernel. */
  readonly facts: Map<string, Facts>;
  /** Environment variables that they did not have when they started. */
  readonly late: Set<string>;
}

/** Starts a kernel for a lesson and asks it what it is; throws `InfrastructureError`. */
export async function prepareKernel(lesson: Lesson, context: KernelContext): Promise<PreparedKernel> {
  const { input, target, settings, lock, endings, signal } = context;
  const folder = await makeWorkFolder(lesson, input.scratch).catch((cause: unknown) => {
    throw blamed(cause);
  });
  const { environment = {}, prelude } = input.conditions ?? {};
  const { ipythonFolder, cwd } = folder;
  const own = lessonEnvironment(lesson, { hashSeed: input.hashSeed, ipythonFolder, changed: environment });
  const notebook = lesson.cwd === undefined ? {} : { notebook: lesson.path };
  const places = placesAsked(lesson);
  const request = { name: target.name, env: { ...target.env, ...own }, cwd, ...notebook, ...compact({ places }) };
  let kernel: LessonKernel | undefined;
  const end = async (): Promise<void> => {
    try {
      await kernel?.[Symbol.asyncDispose]();
    } finally {
      await folder[Symbol.asyncDispose]();
    }
  };
  // The next lesson need not wait for it; a step that measures time must.
  const begin = async (): Promise<void> => await endings.begin(lesson, async () => await lock.shared(end));
  try {
    // Starting a kernel takes a core: never beside a step that measures time.
    kernel = await lock.shared(async () => await LessonKernel.start(settings, request, signal));
    // A notebook may be of any language; but a foreign server's kernel gets its folder by Python code.
    if (!speaksPython(kernel) && (lesson.cwd === undefined || settings.foreign))
      throw notPython(kernel, target.name, lesson);
    for (const name of kernel.late) context.seen.late.add(name);
    const facts = await factsOf(kernel, lesson, context);
    if (prelude !== undefined && speaksPython(kernel)) await kernel.executeSilently(prelude);
    return { kernel, facts, [Symbol.asyncDispose]: begin };
  } catch (cause) {
    await begin();
    throw blamed(cause);
  }
}

/** Whether the kernel has to tell which lines showed what: absent where no cell has claims. */
function placesAsked({ steps }: Lesson): { readonly unmarked: readonly string[] } | undefined {
  const claimed = steps.flatMap((step) => (step.kind === "code" && step.expect?.source === "claims" ? [step] : []));
  if (claimed.length === 0) return undefined;
  // A prediction's cell does not show its claims.
  return { unmarked: claimed.flatMap(({ prediction, shown }) => (prediction === undefined ? [] : [shown.trimEnd()])) };
}

/** What the system refuses is no bug of ours: a full disk, or a file that is gone since the lesson was read. */
function blamed(cause: unknown): unknown {
  if (!(cause instanceof Error && "errno" in cause)) return cause;
  return new InfrastructureError("kernel-start", `The lesson's folder cannot be made: ${cause.message}`, { cause });
}

/**
 * The facts of this very kernel. Asking takes time, above all for the packages. What decides about them is the same for
 * all lessons with the same environment, unless their folder may hold packages too, or a cluster chooses the machine.
 */
async function factsOf(kernel: LessonKernel, lesson: Lesson, { settings, seen }: KernelContext): Promise<Facts> {
  const own = settings.foreign || lesson.cwd !== undefined || lesson.files.length > 0 ? lesson.place.file : "";
  const variables = Object.entries(lesson.env).map(([name, value]) => `${name}=${value}`);
  const key = JSON.stringify([own, ...variables.toSorted()]);
  const known = own === "" ? seen.facts.get(key) : undefined;
  const facts = known ?? (await readFacts(kernel));
  seen.facts.set(key, facts);
  return facts;
}

function notPython({ info }: LessonKernel, name: string, { cwd }: Lesson): InfrastructureError {
  const language = info.language_info.name || "a language that it does not tell";
  const why = cwd === undefined ? "lessons are in Python" : "on a server only notebooks in Python get their own folder";
  return new InfrastructureError("kernel-start", `The kernel ${name} runs ${language}, and ${why}`);
}
