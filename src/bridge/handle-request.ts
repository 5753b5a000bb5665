import type { IncomingMessage, ServerResponse } from "node:http";
import { checkAccess, checkHost, type Access } from "./check-access.ts";
import { corsHeaders, preflightHeaders, type Headers } from "./cors.ts";
import { HttpError, refusal, statusOf } from "./http-error.ts";
import { readBody } from "./read-body.ts";
import { decodePart, requestUrl } from "./request-url.ts";
import type { Route, Served } from "./route.ts";
import { routes } from "./routes/routes.ts";
import type { Answer } from "./answer.ts";

export interface RequestContext {
  readonly served: Served;
  readonly access: Access;
  readonly allowOrigin: string | undefined;
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
  const { answer, cors } = await answerTo(request, context);
  write(request, response, { ...answer, headers: { ...cors, ...answer.headers } });
  const method = methods.includes(request.method ?? "") ? (request.method ?? "") : "other";
  context.served.requests.add({ method, status: answer.status, seconds: (performance.now() - begun) / 1000 });
}

const methods: readonly string[] = ["GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"];

async function answerTo(
  request: IncomingMessage,
  context: RequestContext,
): Promise<{ readonly answer: Answer; readonly cors: Headers }> {
  let cors: Headers = {};
  try {
    if (request.method === "OPTIONS") return { answer: preflight(request, context), cors };
    checkAccess(request, context.access);
    cors = corsHeaders(request, context.allowOrigin);
    return { answer: await route(request, context.served), cors };
  } catch (error) {
    if (statusOf(error) === undefined) context.onError(error);
    return { answer: refusal(error), cors };
  }
}

/** A browser asks it without a token. */
function preflight(request: IncomingMessage, { access, allowOrigin }: RequestContext): Answer {
  checkHost(request, access);
  routesAt(requestUrl(request));
  return { status: 200, headers: preflightHeaders(allowOrigin) };
}

async function route(request: IncomingMessage, served: Served): Promise<Answer> {
  const url = requestUrl(request);
  const { path, here } = routesAt(url);
  const method = request.method === "HEAD" ? "GET" : request.method;
  const found = here.find((candidate) => candidate.method === method);
  if (found === undefined) throw notAllowed(request.method, here);
  if (found.unnoticed !== true && !url.searchParams.has("no_track_activity")) served.requests.last = new Date();
  const groups = (found.pattern.exec(path) ?? []).slice(1).map(decodePart);
  return await found.answer(served, { groups, query: url.searchParams, body: await readBody(request) });
}

function routesAt({ pathname }: URL): { readonly path: string; readonly here: readonly Route[] } {
  const path = pathname.replace(/(.)\/+$/, "$1");
  const here = routes.filter(({ pattern }) => pattern.test(path));
  if (here.length === 0) throw new HttpError(404, `Nothing is served at ${path}`);
  return { path, here };
}

function notAllowed(method: string | undefined, here: readonly Route[]): HttpError {
  const allow = [...new Set(here.map((candidate) => candidate.method)), "OPTIONS"].join(", ");
  return new HttpError(405, `${method} is not served here, but ${allow}`, { headers: { allow } });
}

function write(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void {
  const bytes = body instanceof Uint8Array ? body : body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, {
    ...(bytes !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(bytes) }),
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}
