import { compact } from "../basics/compact.ts";
import type { RanLessons } from "../engine/report-so-far.ts";
import { isProgress } from "../engine/run-events.ts";
import type { Course } from "../lesson/course.ts";
import type { Progress } from "../model/progress.ts";
import type { Report } from "../model/report.ts";
import type { ServerAddress } from "../model/server-address.ts";
import { serverBase } from "../targets/server-base.ts";
import { checkNumbers } from "./check-numbers.ts";
import { makeReport, nothingRan } from "./make-report.ts";
import { prepareCourses, type PreparedCourses } from "./prepare-courses.ts";
import { asRead, type ReadCourse } from "./read-course.ts";
import { runDefaults } from "./run-defaults.ts";

/** Where and how lessons run. */
export interface ValidateOptions {
  /**
   * Names of kernelspecs, or paths to interpreters and virtual environments: the lessons run on each. Default: `python3`,
   * else the embedded kernel; a notebook's own where it names one that is there.
   */
  readonly kernels?: readonly string[];
  /** The Jupyter server whose kernels they are. Default: none, the kernels of this machine. */
  readonly server?: JupyterServer;
  /** Lessons at a time. Default: as many as there are cores. */
  readonly jobs?: number;
  /** Ends the run: `validate` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told how far the run is; an error that it throws ends the run. */
  readonly onEvent?: (event: Progress) => void;
  /** Expectations that cannot fail are findings. Default: `false`. */
  readonly strict?: boolean;
  /** Changed outputs are held against the patterns as well, changed solutions against the tests. Default: `false`. */
  readonly mutate?: boolean;
  /** Milliseconds for each cell in place of what the lessons say. */
  readonly timeout?: number;
  /** Bytes of UTF-8 that a cell may put out. Default: 10,000,000. */
  readonly outputLimit?: number;
  /** The most steps that each kernel may skip. Default: any number. */
  readonly maxSkipped?: number;
  /** Python's hash seed, to repeat a run. Default: another in each. */
  readonly hashSeed?: number;
  /** Kernels are forked where that is possible. Default: `true`. */
  readonly fork?: boolean;
  /** The user's environment: kernels are found by it, and get what they need of it. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A Jupyter server. */
export interface JupyterServer {
  /** `http://127.0.0.1:8888/` */
  readonly url: string;
  /** Default: none. */
  readonly token?: string;
}

/**
 * Executes a course's lessons and holds every output against what it must be. What `readCourse` gave has its diagnostics in
 * the report, whose exit code they decide. Throws a `RangeError` or `TypeError` for options that cannot be meant, an error
 * that is named after what is missing (`KernelNotFound`, …) where no lesson can run, and the signal's reason.
 */
export async function validate(course: Course | ReadCourse, options: ValidateOptions = {}): Promise<Report> {
  const { hashSeed = runDefaults.hashSeed(), timeout, maxSkipped, signal } = options;
  checkNumbers(options);
  const server = options.server && addressOf(options.server);
  signal?.throwIfAborted();
  const read = asRead(course);
  const { cwd } = read;
  const prepared = await prepareCourses(read.course === undefined ? [] : [read.course], { cwd, timeout });
  const { environment } = read;
  const ran = await run(prepared, { ...options, hashSeed, cwd, address: server, environment });
  return makeReport(ran, { diagnostics: [...read.diagnostics, ...prepared.diagnostics], hashSeed, maxSkipped });
}

interface RunOptions extends Omit<ValidateOptions, "server"> {
  readonly hashSeed: number;
  readonly cwd: string;
  readonly address: ServerAddress | undefined;
  readonly environment: ReadCourse["environment"];
}

async function run({ courses, rendered: lessons }: PreparedCourses, options: RunOptions): Promise<RanLessons> {
  const {
    kernels = [],
    fork = true,
    env = process.env,
    hashSeed,
    cwd,
    address: server,
    environment,
    signal,
    onEvent,
  } = options;
  const { jobs = runDefaults.jobs(), outputLimit = runDefaults.outputLimit, strict = false, mutate = false } = options;
  if (lessons.length === 0) return nothingRan;
  // Kernels are loaded only where something runs.
  const { runOnKernels } = await import("../targets/run-on-kernels.ts");
  const wanted = compact({ kernels, server, fork, env, cwd, hashSeed });
  const watched = compact({ signal });
  const conditions = environment === undefined ? {} : { conditions: { environment } };
  return await runOnKernels({
    ...watched,
    ...conditions,
    courses,
    lessons,
    jobs,
    outputLimit,
    judging: { strict, mutate },
    options: wanted,
    onEvent: (event) => {
      if (isProgress(event)) onEvent?.(event);
    },
  });
}

/** The error never repeats what was given: there may be a token or a password in it. */
function addressOf({ url: text, token = "" }: JupyterServer): ServerAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new TypeError("server.url must be a URL such as http://127.0.0.1:8888/, without a user and password");
  }
  return { url: serverBase(url), token: token === "" ? (url.searchParams.get("token") ?? "") : token, foreign: true };
}
