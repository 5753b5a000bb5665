import type { Kernel, KernelMessage } from "@jupyterlab/services";

import type { ConnectionHealth } from "../client/connection-health.ts";
import { isMessage } from "./messages.ts";

/** What happened to an executing cell. */
export type CellEvent = "done" | "overdue" | "full" | "dead" | "disconnected" | "silent" | "unfinished" | "aborted";

/** How long a cell may take to become busy. */
const BUSY_GRACE = 60_000;
/** How long nothing may come on iopub when the kernel has replied but not become idle. */
const IDLE_GRACE = 10_000;
/** How long the end of a cell may be on its way when the kernel has answered what came after it. */
const LATE_GRACE = 5_000;

/**
 * Watches one executing cell: its end, its deadline (from `busy`), its kernel and its connection. What comes after it
 * was disposed of starts no timer.
 */
export class CellWatch implements Disposable {
  readonly #connection: Kernel.IKernelConnection;
  readonly #timeout: number;
  readonly #signal: AbortSignal | undefined;
  readonly #waiting: ((event: CellEvent) => void)[] = [];
  /** Each event is told once; those that nobody has taken yet are queued. */
  readonly #known = new Set<CellEvent>();
  readonly #told: CellEvent[] = [];
  #timer: NodeJS.Timeout;
  readonly #health: ConnectionHealth;
  readonly #cutsBefore: number;
  readonly #forget: () => void;
  #ended = false;
  #late: NodeJS.Timeout | undefined;
  #endMissing = false;
  #replied = false;
  #busyAt: number | undefined;
  #idleAt: number | undefined;

  constructor(
    { connection, health }: { readonly connection: Kernel.IKernelConnection; readonly health: ConnectionHealth },
    future: Kernel.IShellFuture<KernelMessage.IExecuteRequestMsg, KernelMessage.IExecuteReplyMsg>,
    options: { readonly timeout: number; readonly signal?: AbortSignal },
  ) {
    this.#connection = connection;
    this.#health = health;
    this.#cutsBefore = health.cuts;
    this.#timeout = options.timeout;
    this.#signal = options.signal;
    this.#timer = setTimeout(() => this.tell("silent"), BUSY_GRACE);
    connection.statusChanged.connect(this.#onStatus);
    this.#forget = health.onChange(() => this.#onHealth());
    if (health.lost !== undefined) this.tell("disconnected");
    options.signal?.addEventListener("abort", this.#onAbort);
    future.done.then(
      () => this.tell("done"),
      () => this.tell("dead"),
    );
  }

  /** Milliseconds from `busy` to `idle`, or until now. */
  get duration(): number {
    return this.#busyAt === undefined ? 0 : (this.#idleAt ?? performance.now()) - this.#busyAt;
  }

  /** True where the connection was cut meanwhile and came back: some output may not have. */
  get resumed(): boolean {
    return this.#health.cuts > this.#cutsBefore;
  }

  /** Why nothing more is to be heard of the cell. */
  get lost(): string {
    if (this.#health.lost !== undefined) return this.#health.lost;
    const what = this.#endMissing ? "was cut, and the end of the cell was lost with it" : "was lost";
    return `The connection to the kernel ${what}`;
  }

  /** To be called when the kernel has replied: the cell is over, and what it put out is on its way. */
  replied(): void {
    if (this.#ended) return;
    this.#replied = true;
    this.#waitForIdle();
  }

  /** To be called with each iopub message of the cell. */
  heard(message: KernelMessage.IIOPubMessage): void {
    if (this.#ended) return;
    if (this.#replied) this.#waitForIdle();
    if (!isMessage(message, "status")) return;
    const { execution_state: state } = message.content;
    if (state === "busy" && this.#busyAt === undefined) {
      this.#busyAt = performance.now();
      clearTimeout(this.#timer);
      if (this.#replied) this.#waitForIdle();
      else this.#timer = setTimeout(() => this.tell("overdue"), this.#timeout);
    }
    if (state === "idle") this.#idleAt = performance.now();
  }

  tell(event: CellEvent): void {
    if (this.#known.has(event)) return;
    this.#known.add(event);
    const waiting = this.#waiting.shift();
    if (waiting) waiting(event);
    else this.#told.push(event);
  }

  /** The next event. */
  async next(): Promise<CellEvent> {
    return this.#told.shift() ?? (await new Promise((resolve) => this.#waiting.push(resolve)));
  }

  /** Once the cell is overdue or full and was interrupted: `done` when it ends within the given milliseconds. */
  async endWithin(limit: number): Promise<CellEvent> {
    clearTimeout(this.#timer);
    this.#known.add("full");
    this.#known.delete("overdue");
    this.#timer = setTimeout(() => this.tell("overdue"), limit);
    const told = this.#told.filter((event) => event !== "overdue" && event !== "full");
    this.#told.length = 0;
    this.#told.push(...told);
    return await this.next();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#late);
    this.#ended = true;
    this.#forget();
    this.#connection.statusChanged.disconnect(this.#onStatus);
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }

  readonly #onAbort = (): void => this.tell("aborted");

  readonly #onStatus = (_: unknown, status: Kernel.Status): void => {
    if (status === "autorestarting" || status === "dead") this.tell("dead");
  };

  #waitForIdle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tell("unfinished"), IDLE_GRACE);
  }

  #onHealth(): void {
    if (this.#health.lost === undefined) void this.#askWhetherEnded();
    else this.tell("disconnected");
  }

  /** The cell's reply may have been lost with the connection: the kernel answers this only when the cell has ended. */
  async #askWhetherEnded(): Promise<void> {
    await this.#connection.requestKernelInfo().catch(() => undefined);
    if (this.#ended) return;
    clearTimeout(this.#late);
    this.#late = setTimeout(() => {
      this.#endMissing = true;
      this.tell("disconnected");
    }, LATE_GRACE);
  }
}
