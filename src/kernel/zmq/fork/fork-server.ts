import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { packagePath } from "../../../package/package-path.ts";
import { describeExit } from "../../errors.ts";
import type { KernelExit } from "../../kernel.ts";
import { fitsSocketPath } from "../connection.ts";
import { signalGroup, type KernelProcess, type LaunchOptions } from "../kernel-process.ts";
import { settlesWithin } from "../settles-within.ts";
import { spawnLeader, type SpawnedLeader } from "../spawn-kernel.ts";
import { CannotFork } from "./cannot-fork.ts";
import type { ServerPlan } from "./fork-plan.ts";
import { openKernelStreams, type KernelStreams } from "./kernel-streams.ts";

export interface ForkServerOptions {
  readonly plan: ServerPlan;
  /** A folder of its own in the run folder. */
  readonly folder: string;
  /** Modules that are imported before the first fork; the server starts while they are not known yet. */
  readonly preload: Promise<readonly string[]>;
  /** Ends a server that is not ready yet. */
  readonly signal: AbortSignal;
}

/** One kernel, as the server tells of it. */
interface Fork {
  pid?: number;
  forked(pid: number): void;
  failed(error: CannotFork): void;
  exited(exit: KernelExit): void;
}

/** What the server says; see python/fork_server.py. */
type Told =
  | { readonly ready: true }
  | { readonly refused: string }
  | { readonly id: number; readonly pid: number }
  | { readonly id: number; readonly failed: string }
  | { readonly id: number; readonly exited: Omit<KernelExit, "stderrTail"> };

const script = packagePath("python/fork_server.py");
/** Milliseconds. */
const startTimeout = 60_000;
const patience = 1000;

/** A Python that has imported ipykernel, and forks. Disposing it ends it and all its kernels. */
export class ForkServer implements AsyncDisposable {
  /** Resolves when it has ended. */
  readonly exited: Promise<KernelExit>;
  /** Asked to end by us. */
  ending = false;
  readonly #folder: string;
  readonly #io: string;
  readonly #process: KernelProcess;
  readonly #control: Socket;
  readonly #streams: KernelStreams;
  readonly #forks = new Map<number, Fork>();
  #count = 0;

  private constructor(folder: string, { leader, child }: SpawnedLeader, streams: KernelStreams) {
    const control = child.stdio[3];
    if (!(control instanceof Socket)) throw new Error("The fork server has no control stream");
    this.#folder = folder;
    this.#io = ioIn(folder);
    this.#process = leader;
    this.#control = control;
    this.#streams = streams;
    this.exited = leader.exited;
    // A server that idles must not keep Node from ending; its control stream does while there is something to hear.
    child.unref();
    for (const stream of child.stdio) if (stream instanceof Socket && stream !== control) stream.unref();
    control.on("error", () => {});
    void leader.exited.then((exit) => this.#onEnd(exit));
  }

  /** Resolves when it can fork; throws `CannotFork`. */
  static async start({ plan, folder, preload, signal }: ForkServerOptions): Promise<ForkServer> {
    const io = ioIn(folder);
    if (!fitsSocketPath(io)) throw new CannotFork(`${io} is too long a path for a socket`);
    const streams = await openKernelStreams(io);
    try {
      const argv = [...plan.python, script, io];
      const spawned = await spawnLeader({ argv, env: plan.env, cwd: folder, folder }, ["pipe"]);
      const server = new ForkServer(folder, spawned, streams);
      await server.#ready(preload, signal);
      return server;
    } catch (error) {
      streams[Symbol.dispose]();
      if (error instanceof CannotFork) throw error;
      throw new CannotFork(`its fork server could not be spawned: ${String(error)}`, { cause: error });
    }
  }

  /** Whether kernels that it forks can reach us: something that tidies up may have removed the socket for it. */
  get reachable(): boolean {
    return existsSync(this.#io);
  }

  /** Whether it has kernels. */
  get busy(): boolean {
    return this.#forks.size > 0;
  }

  /** Forks a kernel; throws `CannotFork`. */
  async fork(options: LaunchOptions): Promise<KernelProcess> {
    const id = (this.#count += 1);
    const { pid, exited } = await new Promise<{ pid: number; exited: Promise<KernelExit> }>((resolve, failed) => {
      const ended = new Promise<KernelExit>((exit) => {
        this.#forks.set(id, { forked: (forked) => resolve({ pid: forked, exited: ended }), failed, exited: exit });
      });
      this.#control.ref();
      this.#control.write(`${JSON.stringify({ id, ...options })}\n`);
    });
    return {
      pid,
      publishesAll: true,
      exited,
      signal: (signal) => {
        if (this.#forks.has(id)) signalGroup(pid, signal);
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.ending = true;
    this.#control.end();
    if (!(await settlesWithin(this.exited, patience))) this.#process.signal("SIGKILL");
    await this.exited;
  }

  async #ready(preload: Promise<readonly string[]>, signal: AbortSignal): Promise<void> {
    const kill = (): void => this.#process.signal("SIGKILL");
    if (signal.aborted) kill();
    signal.addEventListener("abort", kill);
    void preload.then((modules) => this.#control.write(`${JSON.stringify({ preload: modules })}\n`));
    const told = new Promise<Told>((resolve) => {
      const lines = createInterface(this.#control);
      // Killed with something unread, it resets the connection: that it ended we hear otherwise.
      lines.on("error", () => {});
      lines.on("line", (line) => {
        const message: Told = JSON.parse(line);
        if ("id" in message) void this.#onTold(message);
        else resolve(message);
      });
    });
    const ended = this.exited.then((exit): Told => ({ refused: `its fork server ended with ${lastWords(exit)}` }));
    const late = new AbortController();
    const message = await Promise.race([told, ended, setTimeout(startTimeout, undefined, { signal: late.signal })]);
    late.abort();
    signal.removeEventListener("abort", kill);
    if (message !== undefined && "ready" in message) return void this.#control.unref();
    kill();
    await this.exited;
    throw new CannotFork(
      message && "refused" in message ? message.refused : `its fork server was not ready in ${startTimeout / 1000} s`,
    );
  }

  async #onTold(message: Extract<Told, { readonly id: number }>): Promise<void> {
    const fork = this.#forks.get(message.id);
    if (fork === undefined) return;
    if ("pid" in message) {
      fork.pid = message.pid;
      fork.forked(message.pid);
      return;
    }
    this.#forget(message.id);
    if ("failed" in message) {
      fork.failed(new CannotFork(message.failed));
      return;
    }
    const stderrTail = await this.#streams.finish(message.id);
    const exit = { ...message.exited, ...(stderrTail !== "" && { stderrTail }) };
    if (fork.pid === undefined) fork.failed(new CannotFork(`its fork ended with ${lastWords(exit)}`));
    fork.exited(exit);
  }

  /** The kernels have been killed by the system when their server ended; what is left of their groups has not. */
  async #onEnd(exit: KernelExit): Promise<void> {
    const reason = `The fork server of this kernel ended with ${describeExit(exit)}, and the kernel with it`;
    await Promise.all(
      [...this.#forks].map(async ([id, fork]) => {
        if (fork.pid !== undefined) await endGroup(fork.pid);
        this.#forget(id);
        const stderrTail = `${await this.#streams.finish(id)}${reason}\n`;
        fork.failed(new CannotFork(`its fork server ended with ${lastWords(exit)}`));
        fork.exited({ signal: "SIGKILL", stderrTail });
      }),
    );
    this.#control.destroy();
    this.#streams[Symbol.dispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #forget(id: number): void {
    this.#forks.delete(id);
    if (this.#forks.size === 0) this.#control.unref();
  }
}

/** The socket to which its kernels connect their streams. */
function ioIn(folder: string): string {
  return join(folder, "io");
}

async function endGroup(pid: number): Promise<void> {
  signalGroup(pid, "SIGKILL");
  for (const deadline = Date.now() + patience; Date.now() < deadline && isAlive(pid); await setTimeout(2));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function lastWords(exit: KernelExit): string {
  const words = exit.stderrTail?.trimEnd();
  return `${describeExit(exit)}${words ? `:\n${words}` : ""}`;
}
