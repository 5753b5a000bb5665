import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";

import { afterEach, describe, expect, it, vi } from "vitest";

import { serverFetch } from "../../src/client/server-fetch.ts";

let http: Server;
let url: string;

async function listen(answer: RequestListener, token = "t", stop?: AbortSignal): Promise<typeof fetch> {
  http = createServer(answer);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("No port");
  url = `http://127.0.0.1:${address.port}/`;
  return serverFetch({ url, token, ...(stop ? { stop } : {}) });
}

afterEach(async () => {
  vi.useRealTimers();
  http.closeAllConnections();
  http.close();
  await once(http, "close");
});

/** Time goes on by so many seconds as soon as the server has been asked. */
async function pass(asked: Promise<unknown>, seconds: number): Promise<void> {
  await asked;
  // The client is to see the headers first.
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

describe("serverFetch()", () => {
  it("gives status, headers and body", async () => {
    const ask = await listen((_, response) => response.writeHead(418, "Teapot", { "x-a": "1" }).end("short"));
    const response = await ask(`${url}api`);
    expect([response.status, response.statusText, response.headers.get("x-a"), await response.text()]).toEqual([
      418,
      "Teapot",
      "1",
      "short",
    ]);
  });

  it("gives an answer without a body, and a redirect as it is", async () => {
    const ask = await listen(({ url: path }, response) =>
      path === "/a" ? response.writeHead(204).end() : response.writeHead(302, { location: "/login" }).end(),
    );
    expect((await ask(`${url}a`, { method: "DELETE" })).status).toBe(204);
    const redirect = await ask(`${url}b`, { redirect: "manual" });
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, "/login"]);
  });

  it.each([
    ["says nothing", () => undefined],
    ["sends headers and then nothing", (response) => response.writeHead(200, { "content-length": 9 }).flushHeaders()],
    ["sends half of the body", (response) => response.writeHead(200, { "content-length": 9 }).write("half")],
  ] satisfies [string, (response: Parameters<RequestListener>[1]) => unknown][])(
    "gives up on a server that %s",
    async (_, begin) => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const ask = await listen((__, response) => {
        begin(response);
      });
      const arrived = once(http, "request");
      const failed = expect(ask(`${url}api`)).rejects.toThrow(
        `${url} did not answer in time: is it the right port, and does a firewall let it through?`,
      );
      await pass(arrived, 30);
      await failed;
    },
  );

  it("lets the start of a kernel take longer", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let answer: (() => void) | undefined;
    const ask = await listen((_, response) => {
      answer = () => response.writeHead(201).end("{}");
    });
    const arrived = once(http, "request");
    const started = ask(`${url}api/kernels`, { method: "POST" });
    await pass(arrived, 200);
    answer?.();
    expect((await started).status).toBe(201);
  });

  it("ends with the signal that it is given, before and while the server answers", async () => {
    const run = new AbortController();
    const ask = await listen(() => run.abort(new Error("ended")));
    await expect(ask(`${url}api`, { signal: run.signal })).rejects.toThrow("ended");
  });

  it("says in words what is wrong with the network", async () => {
    const ask = await listen((request) => request.socket.destroy());
    await expect(ask(`${url}api`)).rejects.toThrow(`${url} closed the connection without an answer`);
  });

  it("asks a server again that is too busy now", async () => {
    let asked = 0;
    const bodies: string[] = [];
    const ask = await listen((request, response) => {
      request.on("data", (part: Buffer) => bodies.push(part.toString()));
      request.on("end", () => response.writeHead(asked++ === 0 ? 503 : 200).end());
    });
    const response = await ask(`${url}api`, { method: "POST", body: "{}" });
    expect([response.status, bodies]).toEqual([200, ["{}", "{}"]]);
  });

  it("does not ask a server again that is too busy when nobody waits any more", async () => {
    const stop = new AbortController();
    let asked = 0;
    const ask = await listen(
      (_, response) => {
        asked += 1;
        response.writeHead(503).end();
        // In its first pause.
        setTimeout(() => stop.abort(), 50);
      },
      "t",
      stop.signal,
    );
    const statuses = [(await ask(`${url}api`)).status, (await ask(`${url}api`)).status];
    expect([statuses, asked]).toEqual([[503, 503], 3]);
  });

  it("sends the cookie against forged requests back where there is no token", async () => {
    const seen: unknown[] = [];
    const ask = await listen(({ method, url: path, headers }, response) => {
      seen.push([method, path, headers.cookie, headers["x-xsrftoken"]]);
      response.writeHead(200, { "set-cookie": ["a=b", "_xsrf=secret; Path=/"] }).end();
    }, "");
    await ask(`${url}api`, { method: "DELETE" });
    expect(seen).toEqual([
      ["GET", "/login", undefined, undefined],
      ["DELETE", "/api", "_xsrf=secret", "secret"],
    ]);
  });
});
