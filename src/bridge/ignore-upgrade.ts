import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Has a request that offers another protocol than WebSockets answered as if it did not: a server may ignore the offer.
 * Node takes such a request for one that is no HTTP any more, so it is read again without the offer. It is the last of
 * its connection: what one offer after the other leaves with a socket is not taken away again.
 * https://www.rfc-editor.org/rfc/rfc9110#section-7.8
 */
export function ignoreUpgrade(server: Server, request: IncomingMessage, stream: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const [name = "", value = ""] = request.rawHeaders.slice(at, at + 2);
    if (!isOfConnection(name)) lines.push(`${name}: ${value}`);
  }
  lines.push("connection: close");
  stream.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit("connection", stream);
}

function isOfConnection(name: string): boolean {
  return ["connection", "upgrade", "http2-settings"].includes(name.toLowerCase());
}
