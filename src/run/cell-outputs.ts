import type { Kernel, KernelMessage } from "@jupyterlab/services";

import { isMessage, isRefused, isTooLarge } from "./messages.ts";
import type { OutputCollector } from "./output-collector.ts";

/** A cell, or code of ours, as far as its messages go. */
export interface ListeningCell {
  /** The id of its execute_request, which its messages name as their parent. */
  readonly request: string;
  readonly collector: OutputCollector;
  /** Code of ours, which the lesson does not know of. */
  readonly isOurs: boolean;
  /** Called with each message while it runs. */
  readonly hear: (message: KernelMessage.IIOPubMessage) => void;
}

/**
 * Brings what a kernel publishes to the cell that it belongs to, whenever it comes: what a task or a thread puts out
 * when its cell has long ended, and another runs, still names that cell as its parent. The client's own futures end
 * with the cell. Of a thread, ipykernel 7 does not know whose it is, and names the latest request: where that is one of
 * ours, which no student's front end sends, it is the lesson's latest cell that would show it.
 * https://github.com/ipython/ipykernel/blob/v7.1.0/ipykernel/iostream.py
 */
export class CellOutputs implements Disposable {
  readonly #connection: Kernel.IKernelConnection;
  readonly #cells = new Map<string, ListeningCell>();
  #running: ListeningCell | undefined;
  /** The lesson's latest. */
  #latest: ListeningCell | undefined;
  #failure: { readonly cause: unknown } | undefined;

  constructor(connection: Kernel.IKernelConnection) {
    this.#connection = connection;
    connection.anyMessage.connect(this.#onMessage);
  }

  /** From now on, until the kernel is no more. */
  begin(cell: ListeningCell): void {
    this.#cells.set(cell.request, cell);
    this.#running = cell;
    if (!cell.isOurs) this.#latest = cell;
  }

  /** To be called when the cell has ended otherwise than by becoming idle. */
  end({ request }: Pick<ListeningCell, "request">): void {
    if (this.#running?.request === request) this.#running = undefined;
  }

  /** A bug of ours would end in the client's log, and the cell would seem to have put out less. */
  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure.cause;
  }

  [Symbol.dispose](): void {
    this.#connection.anyMessage.disconnect(this.#onMessage);
  }

  readonly #onMessage = (_: unknown, { msg, direction }: Kernel.IAnyMessageArgs): void => {
    if (direction !== "recv" || !isPublished(msg)) return;
    try {
      this.#bring(msg);
    } catch (cause) {
      this.#failure ??= { cause };
    }
  };

  #bring(message: KernelMessage.IIOPubMessage): void {
    const running = this.#running;
    const cell = this.#cellOf(message);
    cell?.collector.add(message);
    // One cell's display may be changed by what another has left behind.
    if (running !== undefined && running !== cell) running.collector.update(message);
    if (running === undefined || running !== cell) return;
    running.hear(message);
    // The client tells it later, when more may have come.
    if (isMessage(message, "status") && message.content.execution_state === "idle") this.end(running);
  }

  #cellOf(message: KernelMessage.IIOPubMessage): ListeningCell | undefined {
    const { parent_header: parent } = message;
    if (!("msg_id" in parent)) return isRefused(message) || isTooLarge(message) ? this.#latest : undefined;
    const cell = this.#cells.get(parent.msg_id);
    // Busy and idle speak of their own request alone; that which follows an interrupt is handled when the next cell waits.
    if (isMessage(message, "status")) return cell;
    if (cell === undefined) return parent.session === this.#connection.clientId ? this.#latest : undefined;
    // Once the lesson has begun, nothing of ours prints.
    const isElsewhere = cell.isOurs && (cell !== this.#running || isMessage(message, "stream"));
    return isElsewhere ? (this.#latest ?? cell) : cell;
  }
}

function isPublished(message: KernelMessage.IMessage): message is KernelMessage.IIOPubMessage {
  return message.channel === "iopub";
}
