import type { Observation } from "../model/observation.ts";
import { isPython } from "../lesson/requirements.ts";
import { CellOutputs } from "./cell-outputs.ts";
import { executeCell, type ExecutedCell, type ExecuteOptions, needsNewKernel } from "./execute-cell.ts";
import { PREPARE_CODE } from "./kernel-code.ts";
import { placesCode } from "./places-code.ts";
import { InfrastructureError, type ServerSettings } from "../client/server.ts";
import { setUpForeignKernel } from "../client/set-up-foreign-kernel.ts";
import { deleteKernel, type KernelRequest, type StartedKernel, startKernel } from "../client/start-kernel.ts";

/** What kernel a lesson wants, and whether it is to tell which lines of its cells put out what. */
export interface LessonKernelRequest extends KernelRequest {
  /** Absent: it is not; `unmarked`: cells that hold no claim to be known by. */
  readonly places?: { readonly unmarked: readonly string[] };
}

/** How long nbproof's own silent code may take. */
const SILENT_TIMEOUT = 60_000;
const SILENT_OUTPUT = 16_000_000;

/** The kernel of one lesson: replaced by a fresh one when it dies or hangs. Disposing it ends it. */
export class LessonKernel implements AsyncDisposable {
  readonly #settings: ServerSettings;
  readonly #request: LessonKernelRequest;
  readonly #signal: AbortSignal | undefined;
  readonly #ending: Promise<void>[] = [];
  readonly #executed = new WeakMap<Observation, ExecutedCell>();
  #kernel: StartedKernel;
  #outputs: CellOutputs;
  /** Environment variables of the request that the kernel did not have when it started. */
  late: readonly string[] = [];

  private constructor(
    settings: ServerSettings,
    request: LessonKernelRequest,
    kernel: StartedKernel,
    signal?: AbortSignal,
  ) {
    this.#settings = settings;
    this.#request = request;
    this.#kernel = kernel;
    this.#outputs = new CellOutputs(kernel.connection);
    this.#signal = signal;
  }

  /** Starts a kernel and makes it ready; throws `InfrastructureError`. */
  static async start(
    settings: ServerSettings,
    request: LessonKernelRequest,
    signal?: AbortSignal,
  ): Promise<LessonKernel> {
    const kernel = new LessonKernel(settings, request, await startKernel(settings, request, signal), signal);
    try {
      await kernel.#prepare();
      return kernel;
    } catch (cause) {
      await kernel[Symbol.asyncDispose]();
      throw cause;
    }
  }

  /** Another kernel of the same kind, in the same folder. */
  async startAnother(): Promise<LessonKernel> {
    return await LessonKernel.start(this.#settings, this.#request, this.#signal);
  }

  async execute(code: string, options: ExecuteOptions): Promise<Observation> {
    const cell = await executeCell({ ...this.#kernel, outputs: this.#outputs }, code, options);
    this.#executed.set(cell.seen, cell);
    return cell.seen;
  }

  /** An observation of `execute` as it stands now: late output is in it. The same object where none came. */
  latest(seen: Observation): Observation {
    const cell = this.#executed.get(seen);
    if (cell === undefined) return seen;
    this.#outputs.throwIfFailed();
    const now = cell.latest();
    this.#executed.set(now, cell);
    return now;
  }

  /** Executes nbproof's own code and gives what it printed; throws `InfrastructureError` when it does not work. */
  async executeSilently(code: string): Promise<string> {
    const seen = await this.execute(code, {
      timeout: SILENT_TIMEOUT,
      outputLimit: SILENT_OUTPUT,
      input: [],
      silent: true,
      isOurs: true,
      ...(this.#signal ? { signal: this.#signal } : {}),
    });
    const error = seen.outputs.find((output) => output.type === "error");
    if (seen.ending.kind !== "completed" || error !== undefined) {
      const reason = error ? `${error.name}: ${error.message}` : seen.ending.kind;
      throw new InfrastructureError("server-lost", `The kernel could not execute nbproof's own code: ${reason}`);
    }
    return seen.outputs
      .map((output) => (output.type === "stream" && output.name === "stdout" ? output.text : ""))
      .join("");
  }

  /** Replaces the kernel by a fresh one when it can execute nothing more; true when it did. */
  async replaceIfLost(seen: Observation): Promise<boolean> {
    if (!needsNewKernel(seen.ending)) return false;
    await this.replace();
    return true;
  }

  /** Ends the kernel and takes a fresh one. */
  async replace(): Promise<void> {
    this.#end();
    this.#kernel = await startKernel(this.#settings, this.#request, this.#signal);
    this.#outputs = new CellOutputs(this.#kernel.connection);
    await this.#prepare();
  }

  /** What the kernel says of itself: its language above all. */
  get info(): StartedKernel["info"] {
    return this.#kernel.info;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
    await Promise.all(this.#ending);
  }

  /** Our code is Python; kernels of other languages are taken as they are. */
  async #prepare(): Promise<void> {
    if (!speaksPython(this)) return;
    const { name: _name, places, ...place } = this.#request;
    await this.executeSilently(places === undefined ? PREPARE_CODE : `${PREPARE_CODE}\n${placesCode(places.unmarked)}`);
    if (!this.#settings.foreign) return;
    this.late = await setUpForeignKernel({ ...place, execute: async (code) => await this.executeSilently(code) });
  }

  #end(): void {
    const { connection, model } = this.#kernel;
    this.#outputs[Symbol.dispose]();
    connection.dispose();
    this.#ending.push(deleteKernel(this.#settings, model.id));
  }
}

/** True where our own code can run in the kernel. */
export function speaksPython({ info }: Pick<LessonKernel, "info">): boolean {
  return isPython(info.language_info.name);
}
