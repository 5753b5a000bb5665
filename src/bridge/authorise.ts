import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { HttpError } from "./http-error.ts";

/**
 * Throws unless a request carries the token, in the header or in the URL, and comes from no foreign page: a page that
 * has its name resolve to this machine still names itself in Host, and one on another site in Origin.
 */
export function authorise(request: IncomingMessage, token: string): void {
  const { host = "", origin } = request.headers;
  if (!isLoopback(host) && !isOwnAddress(host, request)) {
    throw new HttpError(403, `Host ${host} is not this server's`);
  }
  if (origin !== undefined && hostOf(origin) !== host)
    throw new HttpError(403, `Origin ${origin} may not call this server`);
  if (!sameText(givenToken(request), token)) throw new HttpError(403, "Forbidden: no token, or a wrong one");
}

function givenToken(request: IncomingMessage): string {
  const header = /^(?:token|bearer)\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return header?.trim() ?? new URL(request.url ?? "/", "http://localhost").searchParams.get("token") ?? "";
}

function sameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, "");
  return name === "localhost" || name === "[::1]" || /^127(\.\d+){3}$/.test(name);
}

/** An address rather than a name cannot be made to resolve elsewhere. */
function isOwnAddress(host: string, request: IncomingMessage): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return name !== "" && name === request.socket.localAddress?.replace(/^::ffff:/, "");
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
