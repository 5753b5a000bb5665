import type { IncomingMessage, ServerResponse } from "node:http";
import type { KernelProvider } from "../kernel/kernel.ts";
import { authorise } from "./authorise.ts";
import { HttpError, refusal } from "./http-error.ts";
import { routes } from "./routes.ts";
import type { RunningKernels } from "./running-kernels.ts";

export interface RequestContext {
  readonly kernels: RunningKernels;
  readonly provider: KernelProvider;
  readonly token: string;
}

/** What a route answers with; a body that is not bytes goes out as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one REST request; never throws. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): Promise<void> {
  try {
    authorise(request, context.token);
    write(response, await route(request, context));
  } catch (error) {
    write(response, refusal(error));
  }
}

async function route(request: IncomingMessage, context: RequestContext): Promise<Answer> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const path = pathname.replace(/(.)\/$/, "$1");
  const here = routes.filter(({ pattern }) => pattern.test(path));
  const found = here.find(({ method }) => method === request.method);
  if (here.length === 0) throw new HttpError(404, `Nothing is served at ${path}`);
  if (found === undefined) throw new HttpError(405, `${request.method} is not served at ${path}`);
  const groups = (found.pattern.exec(path) ?? []).slice(1).map(decodeURIComponent);
  return found.answer(context, groups, await readJson(request));
}

/** Some clients send POSTs without a body, or with a text type: what is there is what counts. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString().trim();
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, "The body is not JSON", { cause: error });
  }
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const bytes = body instanceof Uint8Array ? body : body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, {
    ...(bytes !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(bytes) }),
    ...headers,
  });
  response.end(bytes);
}
