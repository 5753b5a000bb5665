import type { KernelClient, KernelEvents, StartOptions, WireMessage } from "../kernel.ts";
import { SupervisedKernel } from "../supervised-kernel.ts";
import { answerControl, type ControlActions } from "./answer-control.ts";
import type { KernelImage } from "./kernel-image.ts";
import { KernelLife } from "./kernel-life.ts";
import { PyodideClient } from "./pyodide-client.ts";

export interface PyodideKernelOptions {
  readonly name: string;
  readonly image: KernelImage;
  readonly start: Pick<StartOptions, "cwd" | "env">;
  /** Milliseconds that its thread may take to start. */
  readonly startTimeout: number;
  /** It is shut down and nothing of it is left. */
  readonly onEnd: () => void;
}

/** A message that no thread could take yet. */
interface Kept {
  readonly message: WireMessage;
  readonly client: PyodideClient;
  readonly taken: (taken?: Promise<void>) => void;
}

/** A kernel that is a thread of this process. */
export class PyodideKernel extends SupervisedKernel<KernelLife> {
  readonly #options: PyodideKernelOptions;
  readonly #clients = new Map<string, PyodideClient>();
  /** What is sent while no thread can take it is kept for the next. */
  #kept: Kept[] | undefined = [];

  constructor(options: PyodideKernelOptions) {
    super(options.name, options.onEnd);
    this.#options = options;
  }

  protected async launch(): Promise<KernelLife> {
    return new KernelLife({
      ...this.#options,
      onState: (state) => {
        if (this.state !== "restarting" && this.state !== "dead") this.state = state;
      },
      onMessage: (message, client) => this.#deliver(message, client),
    });
  }

  protected async join(events: KernelEvents): Promise<KernelClient> {
    const client = new PyodideClient(
      events,
      (message, from) => this.#send(message, from),
      (closed) => this.#close(closed),
    );
    this.#clients.set(client.identity, client);
    return client;
  }

  protected hold(): void {
    this.#kept ??= [];
  }

  protected async admit(): Promise<void> {
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    for (const { message, client, taken } of kept) taken(this.#send(message, client));
  }

  /** A thread takes all that is its own along, and what it said has come by then. */
  protected async leave(): Promise<void> {
    this.hold();
  }

  protected discard(): void {
    for (const { taken } of this.#kept ?? []) taken();
    this.#kept = undefined;
  }

  protected dismiss(): void {
    this.discard();
    this.#clients.clear();
  }

  protected async publish(message: WireMessage): Promise<void> {
    this.activity.see(message, this.state);
    await Promise.all([...this.#clients.values()].map(async (client) => await client.receive(message)));
  }

  /** Resolves when the thread has it, or nobody will. */
  async #send(message: WireMessage, client: PyodideClient): Promise<void> {
    if (!this.#clients.has(client.identity)) return;
    const kept = this.#kept;
    if (kept !== undefined) return await new Promise((taken) => kept.push({ message, client, taken }));
    const { life } = this;
    if (life === undefined) return;
    const actions: ControlActions = { interrupt: () => life.interrupt(), quit: () => life.quit() };
    const answers = answerControl(message, this.session, actions);
    if (answers === undefined) return await life.send(message, client.identity);
    await Promise.all(answers.map((answer) => this.#deliver(answer, client.identity)));
  }

  #close(client: PyodideClient): void {
    this.#clients.delete(client.identity);
    const kept = this.#kept ?? [];
    if (this.#kept !== undefined) this.#kept = kept.filter((one) => one.client !== client);
    for (const { taken } of kept.filter((one) => one.client === client)) taken();
    this.life?.withdraw(client.identity);
  }

  async #deliver(message: WireMessage, to: string | undefined): Promise<void> {
    if (to === undefined || message.channel === "iopub") return await this.publish(message);
    await this.#clients.get(to)?.receive(message);
  }
}
