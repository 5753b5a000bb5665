import type { WebSocket } from "ws";
import { type FrameProtocol, jsonFrames, v1Frames, v1Name } from "./frame-protocols.ts";
import { watchHeartbeat, type Heartbeat } from "./heartbeat.ts";
import type { Seat } from "./seat.ts";
import { SendQueue } from "./send-queue.ts";

export interface ConnectionOptions {
  /** The `session_id` that the client gave; one that comes back with it gets what it missed. */
  readonly session: string | undefined;
  /** Its own first. */
  readonly seats: readonly [Seat, ...Seat[]];
  readonly clients: Connections;
}

/** All connections of a kernel. */
interface Connections {
  join(connection: Connection): void;
  leave(connection: Connection): void;
}

/** Codes of https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 and, for the last, of IANA's registry. */
const closeCodes = { badMessage: 1007, tryAgainLater: 1013 } as const;

/** An open WebSocket, from a client to a kernel. */
export class Connection {
  readonly session: string | undefined;
  /** Its own first, then those of older sockets of the session whose replies it takes. */
  readonly seats: Seat[] = [];
  readonly #socket: WebSocket;
  readonly #clients: Connections;
  readonly #protocol: FrameProtocol;
  readonly #queue: SendQueue;
  readonly #heartbeat: Heartbeat;

  constructor(socket: WebSocket, { session, seats: [own, ...others], clients }: ConnectionOptions) {
    this.session = session;
    this.#socket = socket;
    this.#clients = clients;
    this.#protocol = socket.protocol === v1Name ? v1Frames : jsonFrames();
    this.#heartbeat = watchHeartbeat(socket);
    this.#queue = new SendQueue(socket, {
      encode: (message) => this.#protocol.encode(message),
      backlog: own.backlog,
      onFull: () => this.#giveUp(),
    });
    own.deliver = (message) => this.#queue.send(message);
    this.seats.push(own);
    for (const seat of others) this.adopt(seat);
    clients.join(this);
    socket.on("message", (bytes: Buffer, isBinary) => this.#receive(isBinary ? bytes : bytes.toString()));
    // It closes the socket itself, with the code that the error calls for.
    socket.on("error", () => undefined);
    socket.on("close", () => this.#leave());
  }

  /** Takes the replies that are still to come for an older socket of the session; what is for all, it gets itself. */
  adopt(seat: Seat): void {
    const { backlog } = seat;
    seat.deliver = (message) => (message.channel === "iopub" ? undefined : this.#queue.send(message));
    for (let message = backlog.shift(); message !== undefined; message = backlog.shift()) void seat.deliver(message);
    this.seats.push(seat);
  }

  /** Ends it soon unless the client shows that it is there. */
  probe(): void {
    this.#heartbeat.probe();
  }

  #receive(frame: string | Buffer): void {
    const message = this.#protocol.decode(frame);
    if (message === undefined) this.#socket.close(closeCodes.badMessage, "Not a Jupyter message");
    else if (message.channel === "iopub")
      this.#socket.close(closeCodes.badMessage, "Nobody but the kernel sends on iopub");
    else void this.seats[0]?.client.send(message);
  }

  /** Its client does not read. If it does one day, it gets what was sent so far, and the rest when it comes back. */
  #giveUp(): void {
    this.#socket.close(closeCodes.tryAgainLater, "Too slow: too much waits to be read");
    this.#leave();
  }

  #leave(): void {
    this.#queue.close();
    this.#clients.leave(this);
  }
}
