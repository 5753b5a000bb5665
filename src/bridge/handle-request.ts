import type { IncomingMessage, ServerResponse } from "node:http";
import { withoutEnd } from "../basics/without-end.ts";
import { checkAccess, checkHost, WrongToken, type Access } from "./check-access.ts";
import { corsHeaders, preflightHeaders, type Headers } from "./cors.ts";
import { HttpError, refusal, statusOf } from "./http-error.ts";
import { readBody } from "./read-body.ts";
import { decodePart, requestUrl } from "./request-url.ts";
import type { Route, Served } from "./route.ts";
import { routes } from "./routes/routes.ts";
import type { Answer } from "./answer.ts";
import { safeHeaders } from "./safe-headers.ts";
import type { TcpConnections } from "./tcp-connections.ts";
import type { WrongTokens } from "./wrong-tokens.ts";

export interface RequestContext {
  readonly served: Served;
  readonly access: Access;
  readonly wrongTokens: WrongTokens;
  readonly connections: TcpConnections;
  /** Hears of what is no fault of a client. */
  readonly onError: (error: unknown) => void;
}

/** Answers one REST request; never throws. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): Promise<void> {
  const begun = performance.now();
  const gone = new AbortController();
  response.once("close", () => {
    context.connections.release(request.socket);
    gone.abort(new HttpError(503, "The client has gone away"));
  });
  const { status, bytes, headers } = await answerTo(request, context, gone.signal);
  response.writeHead(status, headers);
  response.end(request.method === "HEAD" ? undefined : bytes);
  const method = methods.includes(request.method ?? "") ? (request.method ?? "") : "other";
  context.served.requests.add({ method, status, seconds: (performance.now() - begun) / 1000 });
}

const methods: readonly string[] = ["GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"];

/** An answer as it goes out. */
interface Rendered {
  readonly status: number;
  readonly bytes: string | Uint8Array | undefined;
  readonly headers: Headers;
}

async function answerTo(request: IncomingMessage, context: RequestContext, signal: AbortSignal): Promise<Rendered> {
  const { access, wrongTokens, connections, onError } = context;
  let cors: Headers = {};
  try {
    if (request.method === "OPTIONS") return render(preflight(request, access), cors);
    checkAccess(request, access);
    connections.hold(request.socket);
    cors = corsHeaders(request, access.allowOrigin);
    return render(await route(request, context.served, signal), cors);
  } catch (error) {
    if (error instanceof WrongToken) await wrongTokens.wait(request);
    if (statusOf(error) === undefined) onError(error);
    return render(refusal(error), cors);
  }
}

/** A browser asks it without a token. */
function preflight(request: IncomingMessage, access: Access): Answer {
  checkHost(request, access);
  routesAt(requestUrl(request));
  return { status: 200, headers: preflightHeaders(access.allowOrigin) };
}

async function route(request: IncomingMessage, served: Served, signal: AbortSignal): Promise<Answer> {
  const url = requestUrl(request);
  const { path, here } = routesAt(url);
  const method = request.method === "HEAD" ? "GET" : request.method;
  const found = here.find((candidate) => candidate.method === method);
  if (found === undefined) throw notAllowed(request.method, here);
  if (found.unnoticed !== true && !url.searchParams.has("no_track_activity")) served.requests.last = new Date();
  const groups = (found.pattern.exec(path) ?? []).slice(1).map(decodePart);
  const body = await readBody(request, served.ledgers.incoming);
  return await found.answer(served, { groups, query: url.searchParams, body, signal });
}

function routesAt({ pathname }: URL): { readonly path: string; readonly here: readonly Route[] } {
  const path = withoutEnd(pathname, "/") || "/";
  const here = routes.filter(({ pattern }) => pattern.test(path));
  if (here.length === 0) throw new HttpError(404, `Nothing is served at ${path}`);
  return { path, here };
}

function notAllowed(method: string | undefined, here: readonly Route[]): HttpError {
  const allow = [...new Set(here.map((candidate) => candidate.method)), "OPTIONS"].join(", ");
  return new HttpError(405, `${method} is not served here, but ${allow}`, { headers: { allow } });
}

function render({ status, body, headers }: Answer, cors: Headers): Rendered {
  const bytes = body instanceof Uint8Array ? body : body === undefined ? undefined : JSON.stringify(body);
  const content = bytes !== undefined && {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(bytes)),
  };
  return { status, bytes, headers: { ...content, ...safeHeaders, ...cors, ...headers } };
}
