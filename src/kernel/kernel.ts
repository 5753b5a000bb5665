/** The four channels that a client of a kernel uses; the heartbeat is the kernel's own affair. */
export type Channel = "shell" | "control" | "iopub" | "stdin";

/**
 * A Jupyter message as it travels: serialised, so that nothing on the way has to parse it.
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */
export interface WireMessage {
  readonly channel: Channel;
  /** header, parent_header, metadata, content: one UTF-8 JSON text each; then any number of raw buffers. */
  readonly parts: readonly Uint8Array[];
}

/** `idle` and `busy` come from the kernel; the others from whoever runs it. */
export type KernelState = "starting" | "idle" | "busy" | "restarting" | "dead";

/** How a kernel's process ended. */
export interface KernelExit {
  readonly exitCode?: number;
  /** `SIGSEGV`, … */
  readonly signal?: string;
  /** The last 8 KiB or so that it wrote to stderr. */
  readonly stderrTail?: string;
}

/** One client's way to a kernel, with an identity of its own: replies come to the client that asked, iopub to all. */
export interface KernelClient extends AsyncDisposable {
  /** Resolves when the message is handed to the transport. */
  send(message: WireMessage): Promise<void>;
}

export interface KernelEvents {
  /**
   * Every message for this client, in order on each channel. What the kernel cannot say itself comes as an iopub
   * `status` with an empty parent: `restarting` and `dead`, after all that the old process wrote, and `idle` when it
   * is ready again. A promise holds back the messages that follow until it settles.
   */
  readonly onMessage: (message: WireMessage) => void | Promise<void>;
}

/** A running kernel, whatever runs it. Disposing it shuts it down. */
export interface Kernel extends AsyncDisposable {
  readonly id: string;
  /** The kernelspec's name. */
  readonly name: string;
  readonly state: KernelState;
  /** The last time that it did something for a client. */
  readonly lastActivity: Date;
  /** The last exit that nobody asked for. */
  readonly lastExit: KernelExit | undefined;
  /** Waits until the kernel is ready, so that no first output is lost; throws `KernelDead` where it never will be. */
  connect(events: KernelEvents): Promise<KernelClient>;
  interrupt(): Promise<void>;
  /** Ends the process and starts a new one under the same id; clients stay connected. */
  restart(): Promise<void>;
  /** Asks, then SIGTERM, then SIGKILL on the process group. */
  shutdown(): Promise<void>;
}

/** A kernelspec as `/api/kernelspecs` gives it. https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs */
export interface KernelSpec {
  readonly name: string;
  readonly argv: readonly string[];
  readonly displayName: string;
  readonly language: string;
  readonly interruptMode: "signal" | "message";
  readonly env: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The version of the protocol that it says it speaks. */
  readonly protocolVersion?: string;
  /** The folder with `kernel.json`, logos and the rest; absent for a bare interpreter. */
  readonly resourceDir?: string;
}

export interface StartOptions {
  /** The working directory. */
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the wait for the kernel to become ready. */
  readonly signal?: AbortSignal;
}

/** One way of running kernels: `kernel/zmq`, later `kernel/pyodide`. Disposing it shuts down all that it runs. */
export interface KernelProvider extends AsyncDisposable {
  /** The kernelspecs that it can start, by name. */
  kernelSpecs(): Promise<ReadonlyMap<string, KernelSpec>>;
  /** The kernelspec that `start` would use for this name; throws `KernelNotFound` or `IpykernelMissing`. */
  kernelSpec(name: string): Promise<KernelSpec>;
  /** Makes ready what kernels of this name and environment have in common, where there is something; throws as `start` does. */
  prepare(name: string, options: Pick<StartOptions, "env">): Promise<void>;
  /** Resolves when the kernel is ready; throws as `kernelSpec` does, or `KernelStartFailed`. */
  start(name: string, options: StartOptions): Promise<Kernel>;
}
