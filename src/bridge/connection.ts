import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { CapacityReached } from "../kernel/errors.ts";
import { jsonLimit } from "./checked-message.ts";
import { type Frame, type FrameProtocol, jsonFrames, v1Frames, v1Name } from "./frame-protocols.ts";
import { watchHeartbeat, type Heartbeat } from "./heartbeat.ts";
import type { Ledger } from "./ledger.ts";
import type { Seat } from "./seat.ts";
import { SendQueue } from "./send-queue.ts";
import { countUnfinished } from "./unfinished.ts";

export interface ConnectionOptions {
  /** What the socket's bytes come from. */
  readonly stream: Duplex;
  /** The `session_id` that the client gave; one that comes back with it gets what it missed. */
  readonly session: string | undefined;
  /** Its own first. */
  readonly seats: readonly [Seat, ...Seat[]];
  readonly clients: Connections;
  /** Of what clients have sent. */
  readonly ledger: Ledger;
  /** Hears of what is no fault of the client. */
  readonly onError: (error: unknown) => void;
}

/** All connections of a kernel. */
interface Connections {
  join(connection: Connection): void;
  forget(connection: Connection): void;
  leave(connection: Connection): void;
}

/** Codes of https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 and, for the last, of IANA's registry. */
const closeCodes = { goingAway: 1001, badMessage: 1007, tooLong: 1009, ourError: 1011, tryAgainLater: 1013 } as const;
/** Milliseconds in which a client that sends too much can still read why it is closed. */
const lastWordTime = 1000;

/** An open WebSocket, from a client to a kernel. Whatever goes wrong with it closes it alone. */
export class Connection {
  readonly session: string | undefined;
  /** Its own first, then those of older sockets of the session whose replies it takes. */
  readonly seats: Seat[] = [];
  readonly #socket: WebSocket;
  readonly #clients: Connections;
  readonly #protocol: FrameProtocol;
  readonly #queue: SendQueue;
  readonly #heartbeat: Heartbeat;
  readonly #onError: (error: unknown) => void;

  constructor(socket: WebSocket, { stream, session, seats: [own, ...others], ...options }: ConnectionOptions) {
    this.session = session;
    this.#socket = socket;
    this.#clients = options.clients;
    this.#onError = options.onError;
    this.#protocol = socket.protocol === v1Name ? v1Frames : jsonFrames();
    this.#heartbeat = watchHeartbeat(socket);
    this.#queue = new SendQueue(socket, {
      encode: (message) => this.#protocol.encode(message),
      backlog: own.backlog,
      onFull: () => this.#giveUp(),
      onError: (error) => this.#fail(error),
    });
    own.deliver = (message) => this.#queue.send(message);
    own.overflow = () => this.#dismiss();
    this.seats.push(own);
    for (const seat of others) this.adopt(seat);
    options.clients.join(this);
    countUnfinished({ socket, stream }, options.ledger, () => this.#dismiss());
    socket.on("message", (bytes: Buffer, binary) => this.#receive({ bytes, binary }));
    // It closes the socket itself, with the code that the error calls for.
    socket.on("error", () => undefined);
    socket.on("close", () => this.#leave());
  }

  /** Takes the replies that are still to come for an older socket of the session; what is for all, it gets itself. */
  adopt(seat: Seat): void {
    const { backlog } = seat;
    seat.deliver = (message) => (message.channel === "iopub" ? undefined : this.#queue.send(message));
    seat.overflow = () => this.#dismiss();
    for (let message = backlog.shift(); message !== undefined; message = backlog.shift()) void seat.deliver(message);
    this.seats.push(seat);
  }

  /** Ends it soon unless the client shows that it is there. */
  probe(): void {
    this.#heartbeat.probe();
  }

  /** Its kernel is no more, and nobody can come back to it. */
  end(): void {
    this.#socket.close(closeCodes.goingAway, "The kernel was shut down");
    this.#leave();
  }

  #receive(frame: Frame): void {
    const socket = this.#socket;
    // It is being closed, and what still comes is not read.
    if (socket.readyState !== socket.OPEN) return;
    if (!frame.binary && frame.bytes.length > jsonLimit) return socket.close(closeCodes.tooLong, "Too long a text");
    try {
      const message = this.#protocol.decode(frame);
      if (message === undefined) socket.close(closeCodes.badMessage, "Not a Jupyter message");
      else if (message.channel === "iopub") socket.close(closeCodes.badMessage, "Nobody but the kernel sends on iopub");
      else this.seats[0]?.send(message).catch((error: unknown) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Others notice nothing of what goes wrong here. */
  #fail(error: unknown): void {
    if (error instanceof CapacityReached) {
      this.#socket.close(closeCodes.tryAgainLater, "No room for more");
    } else {
      this.#onError(error);
      this.#socket.close(closeCodes.ourError, "An error in nbproof");
    }
    this.#leave();
  }

  /** Its client does not read. If it does one day, it gets what was sent so far, and the rest when it comes back. */
  #giveUp(): void {
    this.#socket.close(closeCodes.tryAgainLater, "Too slow: too much waits to be read");
    this.#leave();
  }

  /** Its client has sent too much, of which the kernel gets no more. */
  #dismiss(): void {
    this.#socket.close(closeCodes.tryAgainLater, "Too much waits for the kernel");
    this.#socket.pause();
    setTimeout(() => this.#socket.terminate(), lastWordTime).unref();
    this.#queue.close();
    this.#clients.forget(this);
  }

  #leave(): void {
    this.#queue.close();
    this.#clients.leave(this);
  }
}
