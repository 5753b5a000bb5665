import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { HttpError } from "./http-error.ts";
import { requestUrl } from "./request-url.ts";

export interface Access {
  readonly token: string;
  /** Names under which this server may be called besides those of loopback, without a port, in lower case. */
  readonly allowHosts: readonly string[];
  /** The origin whose pages alone may use it, or `*`; any that has the token, where absent. */
  readonly allowOrigin: string | undefined;
}

/** A token that is not this server's, rather than none. */
export class WrongToken extends HttpError {}

/**
 * Throws unless a request names this server in Host and carries the token, in the header or in the URL. A page of
 * another site has no token, and no cookie could stand for one; so whoever has the token may come from any Origin, as
 * with Jupyter Server.
 */
export function checkAccess(request: IncomingMessage, { token, ...access }: Access): void {
  checkHost(request, access);
  const given = givenToken(request);
  const message = "Forbidden: no token, or a wrong one";
  if (given === "") throw new HttpError(403, message);
  if (!sameText(given, token)) throw new WrongToken(403, message);
}

/** Throws for a Host that is not this server's: a page can have its own name resolve to this machine. */
export function checkHost(request: IncomingMessage, { allowHosts }: Pick<Access, "allowHosts">): void {
  const name = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  if (isLoopback(name) || isOwnAddress(name, request) || allowHosts.includes(name)) return;
  throw new HttpError(403, `Host ${name} is not this server's`);
}

/**
 * Throws for a WebSocket of a page that is not the allowed origin's: browsers let any page open one. Programs that are no
 * browsers send no Origin, or name the server itself.
 */
export function checkOrigin({ headers }: IncomingMessage, { allowOrigin }: Pick<Access, "allowOrigin">): void {
  const { origin, host } = headers;
  if (allowOrigin === undefined || allowOrigin === "*" || origin === undefined || origin === allowOrigin) return;
  if (origin.replace(/^https?:\/\//, "").toLowerCase() === host?.toLowerCase()) return;
  throw new HttpError(403, `Pages of ${origin} may not use this server`);
}

function givenToken(request: IncomingMessage): string {
  const inUrl = requestUrl(request).searchParams.get("token");
  const header = /^(?:token|bearer)\s+(\S.*)$/i.exec(request.headers.authorization ?? "")?.[1];
  return (inUrl || header?.trim()) ?? "";
}

function sameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name === "[::1]" || /^127(\.\d+){3}$/.test(name);
}

/** An address rather than a name cannot be made to resolve elsewhere. */
function isOwnAddress(name: string, request: IncomingMessage): boolean {
  const address = name.replace(/^\[|\]$/g, "");
  return address !== "" && address === request.socket.localAddress?.replace(/^::ffff:/, "");
}
