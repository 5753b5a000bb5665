import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { createMessage } from "../create-message.ts";
import { describeExit, KernelStartFailed } from "../errors.ts";
import type { KernelEvents, KernelExit, KernelSpec, StartOptions, WireMessage } from "../kernel.ts";
import { openClientSockets, type ClientSockets } from "./client-sockets.ts";
import { kernelCommand } from "./command.ts";
import { createConnection, type Connection, type Transport } from "./connection.ts";
import { openIopub, type Iopub } from "./iopub.ts";
import type { RunFolder } from "./run-folder.ts";
import { settlesWithin } from "./settles-within.ts";
import { spawnKernel, type KernelProcess } from "./spawn-kernel.ts";

export interface LifeOptions {
  readonly spec: KernelSpec;
  readonly start: StartOptions;
  readonly runFolder: RunFolder;
  readonly transport: Transport;
  /** All that the process publishes, but for the answers to our own questions. */
  readonly onIopub: KernelEvents["onMessage"];
  readonly onError: (error: unknown) => void;
}

/** Milliseconds that each step of a shutdown is given before the next, harder one. */
const patience = { asked: 5000, terminated: 1000 };
const startTimeout = 60_000;

/** One life of a kernel: its process, its connection and our sockets to it. A restart begins a new one. */
export class KernelLife implements AsyncDisposable {
  readonly exited: Promise<KernelExit>;
  /** We have asked it to end. */
  ending = false;
  /** The session in the headers of the kernel's own messages. */
  session = "";
  readonly #options: LifeOptions;
  readonly #folder: string;
  readonly #connection: Connection;
  readonly #process: KernelProcess;
  readonly #iopub: Iopub;
  /** For our own questions, whose answers no client sees. */
  readonly #own: ClientSockets;
  readonly #ownSession: string = randomUUID();
  #replied = false;
  #published = false;
  #progress: () => void = () => {};

  private constructor(options: LifeOptions, folder: string, connection: Connection, process: KernelProcess) {
    this.#options = options;
    this.#folder = folder;
    this.#connection = connection;
    this.#process = process;
    this.exited = process.exited;
    this.#iopub = openIopub(connection, { onMessage: (message) => this.#onIopub(message), onError: options.onError });
    this.#own = openClientSockets(connection, {
      identity: this.#ownSession,
      onMessage: (message) => this.#onReply(message),
      onError: options.onError,
    });
  }

  static async begin(options: LifeOptions): Promise<KernelLife> {
    const { spec, start, runFolder, transport } = options;
    const folder = await runFolder.kernelFolder();
    try {
      const connection = await createConnection(folder, spec.name, transport);
      const process = await spawnKernel({ ...kernelCommand(spec, connection.file, start.env), cwd: start.cwd, folder });
      return new KernelLife(options, folder, connection, process);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /**
   * Waits for a kernel_info reply and one iopub message: a reply alone does not mean that iopub is connected, and what
   * is published before that is lost.
   */
  async ready(signal?: AbortSignal): Promise<void> {
    const deadline = Date.now() + startTimeout;
    let exit: KernelExit | undefined;
    const watchExit = async (): Promise<void> => {
      exit = await this.exited;
      this.#progress();
    };
    void watchExit();
    const wake = (): void => this.#progress();
    signal?.addEventListener("abort", wake);
    try {
      for (let pause = 1000; !(this.#replied && this.#published); pause = this.#replied ? 20 : 1000) {
        signal?.throwIfAborted();
        if (exit !== undefined) throw this.#startFailed(`it ended with ${describeExit(exit)}`, exit);
        if (Date.now() > deadline) throw this.#startFailed(`it did not answer in ${startTimeout / 1000} s`);
        this.nudge();
        await settlesWithin(new Promise<void>((resolve) => (this.#progress = resolve)), pause);
      }
    } finally {
      signal?.removeEventListener("abort", wake);
    }
  }

  /** Connects a client. */
  attach(identity: string, onMessage: KernelEvents["onMessage"]): ClientSockets {
    return openClientSockets(this.#connection, { identity, onMessage, onError: this.#options.onError });
  }

  /** Any message on shell wakes the kernel's event loop. */
  nudge(): void {
    this.#own.send(createMessage("shell", "kernel_info_request", { session: this.#ownSession, content: {} }));
  }

  interrupt(): void {
    if (this.#options.spec.interruptMode === "message") {
      this.#own.send(createMessage("control", "interrupt_request", { session: this.#ownSession, content: {} }));
      return;
    }
    this.#process.signal("SIGINT");
    // An `await` notices the signal only when its event loop wakes.
    this.nudge();
  }

  /** Asks the process to end, then makes it; resolves when its whole group is gone. */
  async end(options: { readonly restart: boolean; readonly busy: boolean }): Promise<void> {
    this.ending = true;
    if (options.busy) this.interrupt();
    this.#own.send(
      createMessage("control", "shutdown_request", {
        session: this.#ownSession,
        content: { restart: options.restart },
      }),
    );
    if (await settlesWithin(this.exited, patience.asked)) return;
    this.#process.signal("SIGTERM");
    if (await settlesWithin(this.exited, patience.terminated)) return;
    this.#process.signal("SIGKILL");
    await this.exited;
  }

  /** Resolves when all that the ended process published has been handed on. */
  async drained(): Promise<void> {
    await this.#iopub.drained();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.ending = true;
    this.#process.signal("SIGKILL");
    await this.exited;
    this.#own[Symbol.dispose]();
    this.#iopub[Symbol.dispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #onIopub(message: WireMessage): void | Promise<void> {
    this.#published = true;
    this.#progress();
    if (!this.#isOwn(message)) return this.#options.onIopub(message);
  }

  #onReply(message: WireMessage): void {
    this.#replied = true;
    this.session ||= sessionOf(message);
    this.#progress();
  }

  /** The parent header of an answer to us names our session; a search is cheaper than a parse. */
  #isOwn(message: WireMessage): boolean {
    const parent = message.parts[1];
    return (
      parent !== undefined && Buffer.from(parent.buffer, parent.byteOffset, parent.length).includes(this.#ownSession)
    );
  }

  #startFailed(reason: string, exit?: KernelExit): KernelStartFailed {
    return new KernelStartFailed(this.#options.spec.name, reason, exit === undefined ? {} : { exit });
  }
}

function sessionOf(message: WireMessage): string {
  const header: unknown = JSON.parse(Buffer.from(message.parts[0] ?? []).toString());
  return typeof header === "object" && header !== null && "session" in header ? String(header.session) : "";
}
