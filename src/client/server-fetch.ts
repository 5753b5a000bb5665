import { setTimeout as sleep } from "node:timers/promises";

import { describeNetworkFailure } from "./network-failure.ts";

/** Milliseconds until a server has answered; starting a kernel has a limit of its own. */
const ANSWER_TIMEOUT = 30_000;
/** How often a server that is too busy now is asked again, each time after twice the milliseconds. */
const BUSY_RETRIES = 4;
const BUSY_PAUSE = 500;

/**
 * `fetch` for one server: an error says in words what is wrong with the network, a server that is too busy is asked
 * again, and where there is no token the cookie against forged requests is sent back.
 */
export function serverFetch({ url, token }: { readonly url: string; readonly token: string }): typeof fetch {
  let xsrf: string | undefined;

  async function ask(request: Request): Promise<Response> {
    const signals = [request.signal, ...(isStart(request) ? [] : [AbortSignal.timeout(ANSWER_TIMEOUT)])];
    try {
      const response = await fetch(request, { signal: AbortSignal.any(signals) });
      xsrf = xsrfCookie(response) ?? xsrf;
      return response;
    } catch (cause) {
      if (request.signal.aborted) throw cause;
      throw new TypeError(describeNetworkFailure(cause, url), { cause });
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
      if (!isBusy(response.status) || retry >= BUSY_RETRIES) return response;
      await response.body?.cancel();
      await sleep(BUSY_PAUSE * 2 ** retry, undefined, { signal: request.signal });
    }
  };
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
