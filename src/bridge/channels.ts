import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { checkAccess, checkOrigin, WrongToken } from "./check-access.ts";
import { Connection } from "./connection.ts";
import { v1Name } from "./frame-protocols.ts";
import type { RequestContext } from "./handle-request.ts";
import { HttpError, refusal, statusOf } from "./http-error.ts";
import { ignoreUpgrade } from "./ignore-upgrade.ts";
import { decodePart, requestUrl } from "./request-url.ts";
import { safeHeaders } from "./safe-headers.ts";
import { SocketCounts } from "./socket-counts.ts";

/** Bytes of one message from a client; Jupyter Server takes 10 MiB. */
const messageLimit = 128 * 2 ** 20;

/** Takes WebSockets at `/api/kernels/<id>/channels`, each a client of the kernel with an identity of its own. */
export function acceptChannels(server: Server, context: RequestContext): { close(): void } {
  const { served, access, wrongTokens, connections, onError } = context;
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: messageLimit,
    handleProtocols: (offered) => (offered.has(v1Name) ? v1Name : false),
  });
  const streams = new Set<Duplex>();
  const counts = new SocketCounts(served.limits);
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client that goes away while the kernel gets ready is none of our errors.
    stream.on("error", () => stream.destroy());
    if (request.headers.upgrade?.toLowerCase() !== "websocket") return ignoreUpgrade(server, request, stream, head);
    streams.add(stream);
    stream.once("close", () => streams.delete(stream));
    void open(request, stream, head);
  });

  async function open(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    try {
      checkAccess(request, access);
      connections.hold(stream);
      checkOrigin(request, access);
      const url = requestUrl(request);
      const { kernel, clients } = served.kernels.get(kernelId(url));
      counts.add(kernel.id, stream);
      const session = url.searchParams.get("session_id") || undefined;
      const seats = await clients.seats(session);
      const taken = { connection: undefined as Connection | undefined };
      if (!stream.destroyed) {
        sockets.handleUpgrade(request, stream, head, (socket) => {
          const ledger = served.ledgers.incoming;
          taken.connection = new Connection(socket, { stream, session, seats, clients, ledger, onError });
        });
      }
      // It was gone, or asked for a WebSocket in a way that is none.
      if (taken.connection === undefined) clients.park(session, seats);
    } catch (error) {
      if (error instanceof WrongToken) await wrongTokens.wait(request);
      if (statusOf(error) === undefined) onError(error);
      refuse(stream, error);
    }
  }

  return {
    close() {
      for (const socket of sockets.clients) socket.terminate();
      for (const stream of streams) stream.destroy();
      sockets.close();
    },
  };
}

function kernelId({ pathname }: URL): string {
  const id = /^\/api\/kernels\/([^/]+)\/channels\/?$/.exec(pathname)?.[1];
  if (id === undefined) throw new HttpError(404, `No WebSocket at ${pathname}`);
  return decodePart(id);
}

/** And nothing is left of it, whether or not the client closes its end. */
function refuse(stream: Duplex, error: unknown): void {
  const { status, body, headers } = refusal(error);
  const text = JSON.stringify(body);
  const fields = {
    connection: "close",
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...safeHeaders,
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  stream.once("finish", () => stream.destroy());
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${text}`);
  setTimeout(() => stream.destroy(), refusalTime).unref();
}

/** Milliseconds in which a client that does not read can take it. */
const refusalTime = 5000;
