import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { CapacityReached, describeExit, KernelStartFailed } from "../errors.ts";
import type { KernelEvents, KernelExit, KernelSpec, StartOptions } from "../kernel.ts";
import { openClientSockets, type ClientSockets } from "./client-sockets.ts";
import { kernelCommand } from "./command.ts";
import { createConnection, type Connection, type Transport } from "./connection.ts";
import { Interrupts } from "./interrupts.ts";
import { openIopub, type Iopub } from "./iopub.ts";
import type { KernelProcess, LaunchOptions } from "./kernel-process.ts";
import { field, OwnClient } from "./own-client.ts";
import type { RunFolder } from "./run-folder.ts";
import { settlesWithin } from "./settles-within.ts";

export interface LifeOptions {
  readonly spec: KernelSpec;
  readonly start: Pick<StartOptions, "cwd" | "env">;
  readonly runFolder: Pick<RunFolder, "kernelFolder">;
  readonly transport: Transport;
  /** Spawns or forks the process; rejects where that fails at once. */
  readonly launch: (options: LaunchOptions) => Promise<KernelProcess>;
  /** All that the process publishes, but for what answers our own questions. */
  readonly onIopub: KernelEvents["onMessage"];
  /** Which of all executions the kernel is at; undefined while it is idle. */
  readonly execution: () => number | undefined;
}

/** What a life begins with. */
interface LifeParts {
  readonly folder: string;
  readonly connection: Connection;
  readonly process: KernelProcess;
  readonly own: OwnClient;
  readonly iopub: Iopub;
}

/** Milliseconds. */
const startTimeout = 60_000;
/** Milliseconds that each step of a shutdown is given before the next, harder one. */
const patience = { asked: 3000, terminated: 1000 };

/**
 * ipykernel's publisher drops messages, and says nothing, once 1000 wait for a reader to which the machine gives no
 * time: with two busy cores, output was lost at 4000 messages a second. Only the thread of a ZMQ socket may touch it.
 */
const liftPublishLimit =
  '(lambda thread: thread.schedule(lambda: setattr(thread.socket, "sndhwm", 0)))(get_ipython().kernel.iopub_thread)';

/**
 * One life of a kernel: its process, its connection file, our sockets to it. A restart begins a new one. There is no
 * heartbeat: we see the process itself end, and a heart that is late must not end it.
 */
export class KernelLife implements AsyncDisposable {
  readonly exited: Promise<KernelExit>;
  /** Asked to end by us. */
  ending = false;
  /** The session in the headers of the kernel's own messages; empty until it is ready. */
  session = "";
  readonly #options: LifeOptions;
  readonly #folder: string;
  readonly #connection: Connection;
  readonly #process: KernelProcess;
  readonly #own: OwnClient;
  readonly #iopub: Iopub;
  readonly #interrupts: Interrupts;

  private constructor(options: LifeOptions, { folder, connection, process, own, iopub }: LifeParts) {
    this.#options = options;
    this.#folder = folder;
    this.#connection = connection;
    this.#process = process;
    this.exited = process.exited;
    this.#own = own;
    this.#iopub = iopub;
    this.#interrupts = new Interrupts({
      signal: () => this.#interrupt(),
      wake: () => this.#wake(),
      execution: options.execution,
    });
  }

  /** Launches the process. */
  static async begin(options: LifeOptions): Promise<KernelLife> {
    const { spec, start, runFolder, transport, launch, onIopub } = options;
    let folder: string | undefined;
    let process: KernelProcess | undefined;
    let own: OwnClient | undefined;
    try {
      folder = await runFolder.kernelFolder();
      const connection = await createConnection(folder, spec.name, transport);
      process = await launch({ ...kernelCommand(spec, connection.file, start.env), cwd: start.cwd, folder });
      const client = new OwnClient(connection);
      own = client;
      const iopub = openIopub(connection, {
        publisherKeeps: process.publishesAll,
        onMessage: (message) => (client.isOwn(message) ? undefined : onIopub(message)),
      });
      return new KernelLife(options, { folder, connection, process, own, iopub });
    } catch (error) {
      own?.[Symbol.dispose]();
      process?.signal("SIGKILL");
      await process?.exited;
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      const cause = CapacityReached.orOther("another kernel", error);
      if (cause instanceof CapacityReached) throw cause;
      throw new KernelStartFailed(spec.name, "it could not be spawned", { cause });
    }
  }

  /** Resolves when clients can be let in; throws `KernelStartFailed`, or the signal's reason. */
  async ready(signal: AbortSignal): Promise<void> {
    const timeout = AbortSignal.timeout(startTimeout);
    const gone = new AbortController();
    const stopped = AbortSignal.any([signal, timeout, gone.signal]);
    const exited = this.exited.finally(() => gone.abort());
    await Promise.race([this.#greet(stopped), aborted(stopped)]);
    if (gone.signal.aborted) throw this.#startFailed(await exited);
    signal.throwIfAborted();
    if (timeout.aborted) throw this.#startFailed();
  }

  /** Connects a client. */
  attach(identity: string, onMessage: KernelEvents["onMessage"]): ClientSockets {
    return openClientSockets(this.#connection, { identity, onMessage, stdin: true });
  }

  interrupt(): void {
    this.#interrupts.request();
  }

  /** Asks the process to end, then makes it; resolves when its whole group is gone. */
  async end({ restart, busy }: { readonly restart: boolean; readonly busy: boolean }): Promise<void> {
    this.ending = true;
    if (busy) this.#interrupt();
    if (busy) void this.#wake();
    void this.#own.ask("control", "shutdown_request", { restart });
    if (await settlesWithin(this.exited, patience.asked)) return;
    this.#process.signal("SIGTERM");
    if (await settlesWithin(this.exited, patience.terminated)) return;
    this.#process.signal("SIGKILL");
    await this.exited;
  }

  /** Resolves when all that the ended process published has been handed on. */
  drained(): Promise<void> {
    return this.#iopub.drained();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.ending = true;
    this.#process.signal("SIGKILL");
    await this.exited;
    this.#own[Symbol.dispose]();
    this.#iopub[Symbol.dispose]();
    // A handful of files of ours, for which Node's other ways take three times as long.
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * A reply does not mean that iopub is connected, and what is published before that is lost: one message must have
   * come on iopub as well.
   */
  async #greet(stopped: AbortSignal): Promise<void> {
    let reply = this.#own.ask("shell", "kernel_info_request");
    while (!stopped.aborted && !(await settlesWithin(reply, 1000, stopped)))
      reply = this.#own.ask("shell", "kernel_info_request");
    if (stopped.aborted) return;
    const info = await reply;
    this.session = String(field(info, 0, "session"));
    // One after the other: ipykernel may lose what arrives before its last reply is out (ipykernel#1554).
    while (!stopped.aborted && !this.#iopub.published) {
      await settlesWithin(this.#own.ask("shell", "kernel_info_request"), 1000, stopped);
      if (!this.#iopub.published) await setTimeout(1);
    }
    if (this.#process.publishesAll || field(info, 3, "implementation") !== "ipython") return;
    const lift = { code: liftPublishLimit, silent: true, store_history: false, allow_stdin: false };
    await this.#own.ask("shell", "execute_request", lift);
  }

  #interrupt(): void {
    if (this.#options.spec.interruptMode === "message") void this.#own.ask("control", "interrupt_request");
    else this.#process.signal("SIGINT");
  }

  /** An `await` notices the signal only when a message wakes its event loop. */
  async #wake(): Promise<void> {
    if (this.#options.spec.interruptMode === "signal") await this.#own.ask("shell", "kernel_info_request");
  }

  #startFailed(exit?: KernelExit): KernelStartFailed {
    const { name } = this.#options.spec;
    if (exit === undefined) return new KernelStartFailed(name, `it did not answer in ${startTimeout / 1000} s`);
    return new KernelStartFailed(name, `it ended with ${describeExit(exit)}`, { exit });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
