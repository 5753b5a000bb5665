import type { Kernel, KernelMessage } from "@jupyterlab/services";

import { isMessage } from "./messages.ts";

/** What happened to an executing cell. */
export type CellEvent = "done" | "overdue" | "full" | "dead" | "disconnected" | "silent" | "aborted";

/** How long a cell may take to become busy, and a lost connection to come back. */
const BUSY_GRACE = 60_000;
const RECONNECT_GRACE = 30_000;

/** Watches one executing cell: its end, its deadline (from `busy`), its kernel and its connection. */
export class CellWatch implements Disposable {
  readonly #connection: Kernel.IKernelConnection;
  readonly #timeout: number;
  readonly #signal: AbortSignal | undefined;
  readonly #waiting: ((event: CellEvent) => void)[] = [];
  /** Each event is told once; those that nobody has taken yet are queued. */
  readonly #known = new Set<CellEvent>();
  readonly #told: CellEvent[] = [];
  #timer: NodeJS.Timeout;
  #reconnectTimer: NodeJS.Timeout | undefined;
  #busyAt: number | undefined;
  #idleAt: number | undefined;

  constructor(
    connection: Kernel.IKernelConnection,
    future: Kernel.IShellFuture<KernelMessage.IExecuteRequestMsg, KernelMessage.IExecuteReplyMsg>,
    options: { readonly timeout: number; readonly signal?: AbortSignal },
  ) {
    this.#connection = connection;
    this.#timeout = options.timeout;
    this.#signal = options.signal;
    this.#timer = setTimeout(() => this.tell("silent"), BUSY_GRACE);
    connection.statusChanged.connect(this.#onStatus);
    connection.connectionStatusChanged.connect(this.#onConnectionStatus);
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

  /** To be called with each iopub message of the cell. */
  heard(message: KernelMessage.IIOPubMessage): void {
    if (!isMessage(message, "status")) return;
    const { execution_state: state } = message.content;
    if (state === "busy" && this.#busyAt === undefined) {
      this.#busyAt = performance.now();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.tell("overdue"), this.#timeout);
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

  /** Once the cell is overdue or full and was interrupted: true when it ends within the given milliseconds. */
  async endsWithin(limit: number): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#known.add("full");
    this.#known.delete("overdue");
    this.#timer = setTimeout(() => this.tell("overdue"), limit);
    const told = this.#told.filter((event) => event !== "overdue" && event !== "full");
    this.#told.length = 0;
    this.#told.push(...told);
    return (await this.next()) === "done";
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#reconnectTimer);
    this.#connection.statusChanged.disconnect(this.#onStatus);
    this.#connection.connectionStatusChanged.disconnect(this.#onConnectionStatus);
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }

  readonly #onAbort = (): void => this.tell("aborted");

  readonly #onStatus = (_: unknown, status: Kernel.Status): void => {
    if (status === "autorestarting" || status === "dead") this.tell("dead");
  };

  readonly #onConnectionStatus = (_: unknown, status: Kernel.ConnectionStatus): void => {
    clearTimeout(this.#reconnectTimer);
    if (status === "disconnected") this.tell("disconnected");
    if (status === "connecting") this.#reconnectTimer = setTimeout(() => this.tell("disconnected"), RECONNECT_GRACE);
  };
}
