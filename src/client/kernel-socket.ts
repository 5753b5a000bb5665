import { WebSocket } from "ws";

import { compact } from "../basics/compact.ts";
import { TOO_LARGE } from "./stand-ins.ts";
import type { ConnectionHealth } from "./connection-health.ts";
import { describeNetworkFailure } from "./network-failure.ts";
import { describeAbsence } from "./kernel-loss.ts";

export interface KernelSocketOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly health: ConnectionHealth;
}

/** Milliseconds until a connection that does not come back is lost. */
const RESUME_TIMEOUT = 20_000;
const HANDSHAKE_TIMEOUT = 10_000;
/** Bytes of a frame, as `ws` has it unless told: a larger one is not read, and cuts the connection. */
const LARGEST_FRAME = 100 * 2 ** 20;
/** Milliseconds between two attempts: 100, 200, 400 … */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2_000;
/** A connection on which nothing comes back for three pings is dead, though nobody said so. */
const PING_INTERVAL = 10_000;
const PINGS_UNANSWERED = 3;

/**
 * A WebSocket for `@jupyterlab/services` that outlives its connection: it sends the token in a header, and connects
 * anew with the same session when it is cut, where Jupyter servers hand over what they kept. The client's own way would
 * take half a minute after a first failure, and cannot tell a kernel that is gone from one that died.
 */
export function kernelSocketClass({ headers, health }: KernelSocketOptions): typeof globalThis.WebSocket {
  class BoundSocket extends KernelSocket {
    constructor(url: string, protocols: readonly string[]) {
      super(url, protocols, { headers, health });
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are the members that the client uses
  return BoundSocket as unknown as typeof globalThis.WebSocket;
}

/** What ended one connection: an HTTP status, a close code, or an error. */
interface Cut {
  readonly status?: number;
  readonly error?: Error;
}

type Handler = ((event: unknown) => void) | null;

class KernelSocket {
  onopen: Handler = null;
  onmessage: Handler = null;
  /** Never called: a way that is lost for good is told to `health`, and the client would start to connect by itself. */
  onclose: Handler = null;
  onerror: Handler = null;
  binaryType = "arraybuffer";
  readonly #url: string;
  readonly #options: KernelSocketOptions;
  readonly #unsent: (string | Buffer | ArrayBuffer)[] = [];
  readonly #pings: NodeJS.Timeout;
  #protocols: readonly string[];
  #socket: WebSocket;
  #protocol = "";
  #opened = false;
  #closed = false;
  #unanswered = 0;
  #cutAt: number | undefined;
  #attempts = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(url: string, protocols: readonly string[], options: KernelSocketOptions) {
    this.#url = url;
    this.#protocols = protocols;
    this.#options = options;
    this.#socket = this.#connect();
    this.#pings = setInterval(() => this.#ping(), PING_INTERVAL);
    this.#pings.unref();
  }

  /** That of the last open connection: the client writes by it, also what waits for the next one. */
  get protocol(): string {
    return this.#protocol;
  }

  send(message: string | Buffer | ArrayBuffer): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message);
    else this.#unsent.push(message);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#pings);
    this.#socket.close();
  }

  #connect(): WebSocket {
    const socket = new WebSocket(this.#url, [...this.#protocols], {
      headers: this.#options.headers,
      handshakeTimeout: HANDSHAKE_TIMEOUT,
      maxPayload: LARGEST_FRAME,
    });
    socket.binaryType = "arraybuffer";
    let ended = false;
    const end = (cut: Cut): void => {
      if (ended) return;
      ended = true;
      this.#onCut(cut);
    };
    socket.on("open", () => this.#onOpen());
    socket.on("pong", () => (this.#unanswered = 0));
    socket.on("unexpected-response", (request, { statusCode: status }) => {
      request.destroy();
      end(status === undefined ? {} : { status });
    });
    socket.on("error", (error) => {
      if (isTooLarge(error) && !this.#closed) this.onmessage?.({ data: TOO_LARGE });
      end({ error });
    });
    socket.on("close", () => end({}));
    socket.addEventListener("message", (event) => {
      this.#unanswered = 0;
      if (!this.#closed) this.onmessage?.(event);
    });
    return socket;
  }

  #onOpen(): void {
    this.#protocol = this.#socket.protocol;
    this.#cutAt = undefined;
    this.#attempts = 0;
    this.#unanswered = 0;
    for (const message of this.#unsent.splice(0)) this.#socket.send(message);
    if (this.#opened) {
      this.#options.health.resumed();
    } else {
      this.#opened = true;
      this.onopen?.({});
    }
  }

  #onCut({ status, error }: Cut): void {
    if (this.#closed) return;
    if (error?.message === "Server sent no subprotocol" && this.#protocols.length > 0) {
      this.#protocols = [];
      this.#socket = this.#connect();
      return;
    }
    this.#cutAt ??= performance.now();
    const final = status !== undefined && status < 500 && !RETRIED.has(status);
    if (final || performance.now() - this.#cutAt > RESUME_TIMEOUT) {
      this.close();
      this.#options.health.gone(this.#reason(compact({ status, error })));
      return;
    }
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempts++);
    this.#timer = setTimeout(() => (this.#socket = this.#connect()), pause);
  }

  #reason({ status, error }: Cut): string {
    const { origin } = new URL(this.#url.replace(/^ws/, "http"));
    if (status === 404) return describeAbsence(`${origin}/`);
    if (status !== undefined) return `${origin} refuses the connection to the kernel with ${status}`;
    if (error) return `The connection to the kernel was lost: ${describeNetworkFailure(error, `${origin}/`)}`;
    return `The connection to the kernel at ${origin} was lost`;
  }

  #ping(): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#unanswered++ >= PINGS_UNANSWERED) this.#socket.terminate();
    else this.#socket.ping();
  }
}

/** https://github.com/websockets/ws/blob/master/doc/ws.md#ws-error-codes */
function isTooLarge(error: Error): boolean {
  return "code" in error && error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
}

/** Timeout, too early, busy; JupyterHub's "not running" (424) while a server comes back. */
const RETRIED = new Set([408, 424, 425, 429]);
