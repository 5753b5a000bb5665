import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { checkAccess } from "./check-access.ts";
import { Connection } from "./connection.ts";
import { v1Name } from "./frame-protocols.ts";
import type { RequestContext } from "./handle-request.ts";
import { HttpError, refusal, statusOf } from "./http-error.ts";
import { decodePart, requestUrl } from "./request-url.ts";

/** Bytes of one message from a client; Jupyter Server takes 10 MiB. */
const messageLimit = 128 * 2 ** 20;

/** Takes WebSockets at `/api/kernels/<id>/channels`, each a client of the kernel with an identity of its own. */
export function acceptChannels(server: Server, { served, access, onError }: RequestContext): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: messageLimit,
    handleProtocols: (offered) => (offered.has(v1Name) ? v1Name : false),
  });
  server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    void open(request, stream, head);
  });

  async function open(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    // A client that goes away while the kernel gets ready is none of our errors.
    stream.on("error", () => stream.destroy());
    try {
      checkAccess(request, access);
      const url = requestUrl(request);
      const { clients } = served.kernels.get(kernelId(url));
      const session = url.searchParams.get("session_id") || undefined;
      const seats = await clients.seats(session);
      const taken = { connection: undefined as Connection | undefined };
      if (!stream.destroyed) {
        sockets.handleUpgrade(request, stream, head, (socket) => {
          taken.connection = new Connection(socket, { session, seats, clients });
        });
      }
      // It was gone, or asked for a WebSocket in a way that is none.
      if (taken.connection === undefined) clients.park(session, seats);
    } catch (error) {
      if (statusOf(error) === undefined) onError(error);
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

function kernelId({ pathname }: URL): string {
  const id = /^\/api\/kernels\/([^/]+)\/channels\/?$/.exec(pathname)?.[1];
  if (id === undefined) throw new HttpError(404, `No WebSocket at ${pathname}`);
  return decodePart(id);
}

function refuse(stream: Duplex, error: unknown): void {
  const { status, body } = refusal(error);
  const text = JSON.stringify(body);
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
