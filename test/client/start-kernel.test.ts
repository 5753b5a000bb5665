import type { IncomingMessage, ServerResponse } from "node:http";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { InfrastructureError } from "../../src/client/server.ts";
import { deleteKernel, type KernelRequest, startKernel } from "../../src/client/start-kernel.ts";
import * as unsupported from "../../src/client/unsupported-kernel.ts";
import { type FakeServer, openServer, pythonInfo } from "./fake-server.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
});

const request: KernelRequest = { name: "python3", env: { A: "1", KERNEL_USERNAME: "ada" }, cwd: "/" };

function json(response: ServerResponse, status: number, body: unknown): true {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  return true;
}

function isStart({ method, url }: IncomingMessage): boolean {
  return method === "POST" && url?.startsWith("/api/kernels") === true;
}

/** The server answers so when it is to start a kernel. */
function answerStart(...answers: readonly (readonly [status: number, body: unknown])[]): void {
  let next = 0;
  server.rest = (asked, response) => {
    const answer = isStart(asked) ? answers[next++] : undefined;
    return answer !== undefined && json(response, ...answer);
  };
}

async function failure(signal?: AbortSignal): Promise<unknown> {
  return await startKernel(server.settings, request, signal).catch((cause: unknown) => cause);
}

const kernelStart = (message: string): Error => new InfrastructureError("kernel-start", message);

describe("startKernel()", () => {
  it("gives a kernel that has said what it is, which deleteKernel() ends", async () => {
    const { model, connection, info, foreign } = await startKernel(server.settings, request);
    expect([model.name, info.language_info.name, foreign]).toEqual(["python3", "python", false]);
    connection.dispose();
    await deleteKernel(server.settings, model.id);
    expect(server.requests).toEqual(["POST /api/kernels", `DELETE /api/kernels/${model.id}`]);
  });

  it.each([
    ["says no language", {}, { name: "", version: "" }],
    ["has no version", { language_info: { name: "bash" } }, { name: "bash", version: "" }],
    ["has a version that is no text", { language_info: { name: "x", version: 3 } }, { name: "x", version: "" }],
    ["is Python of no version", { language_info: { name: "python" } }, { name: "python", version: "" }],
  ])("takes a kernel that %s", async (_, told, language) => {
    server.info = { status: "ok", protocol_version: "5.3", ...told };
    const { connection, info } = await startKernel(server.settings, request);
    expect(info.language_info).toEqual(language);
    connection.dispose();
  });

  it("refuses a kernel that is too old, and ends it", async () => {
    server.info = { ...pythonInfo, language_info: { name: "python", version: "2.7.18" } };
    expect(await failure()).toEqual(
      kernelStart("The kernel python3 is of no use: it runs Python 2.7.18, and nbproof needs 3.8 or later"),
    );
    expect(server.requests.at(-1)).toMatch(/^DELETE/);
  });

  it("says that a kernel answered with an error", async () => {
    server.info = { status: "error", ename: "E" };
    expect(await failure()).toEqual(kernelStart("The kernel python3 did not answer: it answered with an error"));
  });

  it("gives up on a kernel that says nothing", async () => {
    server.info = undefined;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const failed = failure();
    await vi.waitUntil(() => server.sockets.size > 0);
    await vi.advanceTimersByTimeAsync(60_000);
    // What follows takes its time from the system.
    vi.useRealTimers();
    expect(await failed).toEqual(kernelStart("The kernel python3 did not answer: it said nothing for 60 s"));
  });

  it("says that the server has the kernel no more", async () => {
    server.verify = () => 404;
    expect(await failure()).toEqual(
      kernelStart(
        `The kernel python3 did not answer: The kernel is not on ${server.url} any more: did the server end it for being idle too long, or did somebody?`,
      ),
    );
  });

  it("does not take a bug of ours for a kernel that does not answer", async () => {
    vi.spyOn(unsupported, "unsupportedReason").mockImplementation(() => {
      throw new RangeError("ours");
    });
    expect(await failure()).toEqual(new RangeError("ours"));
    expect(server.requests.at(-1)).toMatch(/^DELETE/);
  });

  it("ends when the run is ended, however many listen for that", async () => {
    const run = new AbortController();
    server.info = undefined;
    const failed = failure(run.signal);
    await vi.waitUntil(() => server.sockets.size > 0);
    run.abort(new Error("ended"));
    expect(await failed).toEqual(new Error("ended"));
    // Node 20 warns of the eleventh.
    const warn = vi.spyOn(process, "emitWarning");
    for (let count = 0; count < 11; count++) run.signal.addEventListener("abort", () => count);
    expect(warn).not.toHaveBeenCalled();
    expect(await failure(run.signal)).toEqual(new Error("ended"));
  });

  it.each([
    [201, {}, (): string => `${server.url} answered without a kernel model`],
    [201, { id: 1, name: "python3" }, (): string => `${server.url} answered without a kernel model`],
    [404, { message: "No such kernel named python3" }, (): string => "The server has no kernelspec python3"],
    [500, "spam", (): string => "The server did not start the kernel python3: 500"],
  ])("says why the server started none: %d %j", async (status, body, message) => {
    answerStart([status, body]);
    expect(await failure()).toEqual(kernelStart(message()));
  });

  it("waits where the server has as many kernels as it allows", async () => {
    answerStart([403, { message: "Resource Limit" }]);
    const { connection } = await startKernel(server.settings, request);
    connection.dispose();
    expect(server.requests).toEqual(["POST /api/kernels", "POST /api/kernels"]);
  });

  it("asks a server that lets its clients set no variables again without them", async () => {
    await server[Symbol.asyncDispose]();
    server = await openServer({ foreign: true });
    const bodies: unknown[] = [];
    server.rest = (asked, response) => {
      if (!isStart(asked)) return false;
      let text = "";
      asked.on("data", (part: Buffer) => (text += part.toString()));
      asked.on("end", () => {
        bodies.push(JSON.parse(text));
        json(response, 403, { message: "Forbidden" });
      });
      return true;
    };
    expect(await failure()).toBeInstanceOf(InfrastructureError);
    expect(bodies).toEqual([request, { ...request, env: { KERNEL_USERNAME: "ada" } }]);
  });

  it("gives up on a server that does not start it, and ends what it starts later", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let answer: (() => void) | undefined;
    server.rest = (asked, response) => {
      if (!isStart(asked)) return false;
      answer = () => json(response, 201, { id: "late", name: "python3" });
      return true;
    };
    const failed = failure();
    await vi.waitUntil(() => answer !== undefined);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await failed).toEqual(kernelStart(`${server.url} did not start the kernel python3 within 120 s`));
    answer?.();
    await vi.waitUntil(() => server.requests.includes("DELETE /api/kernels/late"));
  });

  it("says that there is no server", async () => {
    server.rest = ({ socket }) => {
      socket.destroy();
      return true;
    };
    expect(await failure()).toMatchObject({ name: "InfrastructureError", code: "server-lost" });
  });
});

describe("deleteKernel()", () => {
  it("asks again where the server could not", async () => {
    let asked = 0;
    server.rest = (_, response) => json(response, asked++ === 0 ? 500 : 404, {});
    await deleteKernel(server.settings, "a/b");
    expect(server.requests).toEqual(["DELETE /api/kernels/a%2Fb", "DELETE /api/kernels/a%2Fb"]);
  });

  it("asks once more at most when nobody waits any more", async () => {
    const stop = new AbortController();
    server.rest = (_, response) => {
      setTimeout(() => stop.abort(), 50);
      return json(response, 500, {});
    };
    const settings = { ...server.settings, stop: stop.signal };
    await deleteKernel(settings, "a");
    await deleteKernel(settings, "b");
    expect(server.requests).toEqual(["DELETE /api/kernels/a", "DELETE /api/kernels/a", "DELETE /api/kernels/b"]);
  });
});
