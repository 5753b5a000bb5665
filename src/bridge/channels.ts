import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { KernelClient, WireMessage } from "../kernel/kernel.ts";
import { HttpError, refusal } from "./http-error.ts";
import { jsonFrames, v1Frames, v1Name } from "./frame-protocols.ts";
import type { RunningKernel, RunningKernels } from "./running-kernels.ts";
import { SendQueue } from "./send-queue.ts";

export interface ChannelsOptions {
  readonly kernels: RunningKernels;
  /** Throws `HttpError`. */
  readonly authorise: (request: IncomingMessage) => void;
}

/** Milliseconds, as Jupyter Server's. */
const pingInterval = 30_000;

/** Takes WebSockets at `/api/kernels/<id>/channels`, each a client of the kernel with an identity of its own. */
export function acceptChannels(server: Server, { kernels, authorise }: ChannelsOptions): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(v1Name) ? v1Name : false),
  });
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    void open(request, stream, head);
  });

  async function open(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    // A client that goes away while the kernel gets ready is none of our errors.
    stream.on("error", () => stream.destroy());
    try {
      authorise(request);
      const running = kernels.get(kernelId(request));
      const waiting: WireMessage[] = [];
      let deliver = (message: WireMessage): void | Promise<void> => void waiting.push(message);
      const client = await running.kernel.connect({ onMessage: (message) => deliver(message) });
      if (stream.destroyed) return await client[Symbol.asyncDispose]();
      sockets.handleUpgrade(request, stream, head, (socket) => {
        deliver = join(socket, client, running);
        for (const message of waiting) void deliver(message);
      });
    } catch (error) {
      refuse(stream, error);
    }
  }

  return {
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** Joins an open socket and a client until the socket closes; the answer takes messages to the socket. */
function join(
  socket: WebSocket,
  client: KernelClient,
  running: RunningKernel,
): (message: WireMessage) => void | Promise<void> {
  const protocol = socket.protocol === v1Name ? v1Frames : jsonFrames();
  const queue = new SendQueue(socket);
  endWhenSilent(socket);
  running.connections += 1;
  socket.on("message", (bytes: Buffer, isBinary) => {
    const message = protocol.decode(isBinary ? bytes : bytes.toString());
    if (message === undefined) return socket.close(1007, "Not a Jupyter message");
    running.lastActivity = new Date();
    void client.send(message);
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    running.connections -= 1;
    void client[Symbol.asyncDispose]();
  });
  return (message) => {
    running.lastActivity = new Date();
    return queue.send(protocol.encode(message));
  };
}

/** A client that has gone without a word answers no ping. */
function endWhenSilent(socket: WebSocket): void {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingInterval);
  timer.unref();
  socket.on("pong", () => {
    answered = true;
  });
  socket.on("close", () => clearInterval(timer));
}

function kernelId(request: IncomingMessage): string {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const id = /^\/api\/kernels\/([^/]+)\/channels$/.exec(pathname)?.[1];
  if (id === undefined) throw new HttpError(404, `No WebSocket at ${pathname}`);
  return decodeURIComponent(id);
}

function refuse(stream: Duplex, error: unknown): void {
  const { status, body } = refusal(error);
  const text = JSON.stringify(body);
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
