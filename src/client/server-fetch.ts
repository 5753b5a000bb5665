import { describeNetworkFailure } from "./network-failure.ts";
import { pause } from "./pause.ts";

/** Milliseconds until a server has answered in full: headers alone are no answer. */
const ANSWER_TIMEOUT = 30_000;
/** Whoever starts a kernel gives up sooner, but a kernel that comes late must be ended. */
const START_TIMEOUT = 300_000;
/** How often a server that is too busy now is asked again, each time after twice the milliseconds. */
const BUSY_RETRIES = 4;
const BUSY_PAUSE = 500;

export interface ServerFetchOptions {
  readonly url: string;
  readonly token: string;
  /** Aborted when nobody waits any more: a server that is too busy then is not asked again. */
  readonly stop?: AbortSignal;
}

/**
 * `fetch` for one server: an error says in words what is wrong with the network, a server that is too busy is asked
 * again, and where there is no token the cookie against forged requests is sent back.
 */
export function serverFetch({ url, token, stop }: ServerFetchOptions): typeof fetch {
  let xsrf: string | undefined;

  async function ask(request: Request): Promise<Response> {
    const ended = new AbortController();
    const onAbort = (): void => ended.abort(request.signal.reason);
    request.signal.addEventListener("abort", onAbort);
    // A timer of our own: Node 20 collects signals that AbortSignal.any follows, and then nothing ends the wait.
    const timer = setTimeout(() => ended.abort(late()), isStart(request) ? START_TIMEOUT : ANSWER_TIMEOUT);
    try {
      const response = await whole(await fetch(request, { signal: ended.signal }));
      xsrf = xsrfCookie(response) ?? xsrf;
      return response;
    } catch (cause) {
      if (request.signal.aborted) throw cause;
      throw new TypeError(describeNetworkFailure(cause, url), { cause });
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener("abort", onAbort);
    }
  }

  return async (input, init) => {
    const request = new Request(input, init);
    if (token === "" && request.method !== "GET") {
      // Every page for people brings the cookie, even that of an error.
      if (xsrf === undefined) await ask(new Request(new URL("login", url), { redirect: "manual" }));
      request.headers.set("Cookie", `_xsrf=${xsrf ?? ""}`);
      request.headers.set("X-XSRFToken", xsrf ?? "");
    }
    for (let retry = 0; ; retry++) {
      const response = await ask(request.clone());
      if (!isBusy(response.status) || retry >= BUSY_RETRIES || stop?.aborted === true) return response;
      await pause(BUSY_PAUSE * 2 ** retry, stop, request.signal);
      request.signal.throwIfAborted();
    }
  };
}

function late(): DOMException {
  return new DOMException("The answer did not come in time", "TimeoutError");
}

/** The same response with all of its body here: one that stalls or drips is to end like one that never comes. */
async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const body = response.body === null ? null : await response.arrayBuffer();
  return new Response(body, { status, statusText, headers });
}

/** Too many requests, or a proxy whose server is not there at the moment. */
function isBusy(status: number): boolean {
  return status === 429 || status === 503;
}

function isStart(request: Request): boolean {
  return request.method === "POST" && new URL(request.url).pathname.endsWith("/api/kernels");
}

function xsrfCookie(response: Response): string | undefined {
  return response.headers
    .getSetCookie()
    .map((cookie) => /^_xsrf=([^;]*)/.exec(cookie)?.[1])
    .find((value) => value !== undefined);
}
