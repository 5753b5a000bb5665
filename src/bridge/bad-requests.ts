import { STATUS_CODES, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { safeHeaders } from "./safe-headers.ts";

/** Answers what is no HTTP, or is not sent to its end in time, as Node does it, and with the headers of every answer. */
export function answerBadRequests(server: Server): void {
  server.on("clientError", (error: Error & { readonly code?: string }, stream: Duplex) => {
    const status = statuses[error.code ?? ""] ?? 400;
    const headers = Object.entries({ connection: "close", ...safeHeaders });
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
    if (stream.writable) stream.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n`);
    stream.destroy(error);
  });
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};
