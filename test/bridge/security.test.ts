import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KernelNotFound } from "../../src/kernel/errors.ts";
import { openBridge, pythonSpec, type TestBridge } from "./open-bridge.ts";

let server: TestBridge;

beforeEach(async () => {
  server = await openBridge({ allowHosts: ["Lab.example.org"], allowEnv: ["KERNEL_*", "EXTRA"] });
});

afterEach(() => server[Symbol.asyncDispose]());

interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as it is given, which `fetch` would tidy up. */
function raw(path: string, options: RequestOptions = {}, body?: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(server.bridge.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, ...options }, (response) => {
      void text(response).then((read) =>
        resolve({ status: response.statusCode, headers: response.headers, body: read }),
      );
    });
    sent.on("error", reject);
    sent.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode, headers: response.headers, body: "" });
    });
    sent.end(body);
  });
}

function withToken(headers: Record<string, string> = {}): RequestOptions {
  return { headers: { authorization: `token ${server.bridge.token}`, ...headers } };
}

const upgrade = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "MDEyMzQ1Njc4OWFiY2RlZg==",
};

describe("the token", () => {
  it.each([
    ["a header with token", (token: string) => ({ authorization: `token ${token}` }), "", 200],
    ["a header with Bearer", (token: string) => ({ authorization: `Bearer ${token}` }), "", 200],
    ["the URL", () => ({}), "?token=TOKEN", 200],
    ["nowhere", () => ({}), "", 403],
    ["an empty one", () => ({ authorization: "token " }), "?token=", 403],
    ["a wrong one", () => ({ authorization: "token x" }), "", 403],
    [
      "a wrong one in the URL beside the right one",
      (token: string) => ({ authorization: `token ${token}` }),
      "?token=x",
      403,
    ],
    ["the password of a basic login", (token: string) => ({ authorization: `Basic ${btoa(`x:${token}`)}` }), "", 403],
    ["a cookie", (token: string) => ({ cookie: `token=${token}` }), "", 403],
  ])("is looked for in %s", async (_, headers, query, status) => {
    const { token } = server.bridge;
    const answer = await raw(`/api/kernels${query.replace("TOKEN", token)}`, { headers: headers(token) });
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain(token);
  });

  it("is needed on every path and method, and before the body is read", async () => {
    for (const path of ["/api", "/api/me", "/metrics", "/kernelspecs/python3/logo-svg.svg", "/nothing"]) {
      expect([path, (await raw(path)).status]).toEqual([path, 403]);
    }
    expect((await raw("/api/kernels", { method: "POST" }, "{".repeat(2 ** 21))).status).toBe(403);
    expect(server.kernels).toEqual([]);
  });

  it("is in no answer that tells of something wrong", async () => {
    const { token } = server.bridge;
    for (const path of ["/nothing", "/api/kernels/x", "/api/kernelspecs/x", "/api/kernels/%zz"]) {
      expect((await raw(`${path}?token=${token}`)).body).not.toContain(token);
    }
  });
});

describe("a wrong token", () => {
  it("waits for its answer and is told of, other than none; whoever has the right one does not wait", async () => {
    const told: [from: string, more: number][] = [];
    await using own = await openBridge({ onWrongToken: (from, more) => told.push([from, more]) });
    const wrong = { headers: { authorization: "token wrong" } };
    const order: string[] = [];
    const { kernel } = await own.connect();
    await Promise.all([
      own.fetch("/api", wrong).then(({ status }) => order.push(`wrong ${status}`)),
      own.fetch("/api").then(({ status }) => order.push(`none ${status}`)),
      own.call("GET", "/api").then(({ status }) => order.push(`right ${status}`)),
      own.open(`/api/kernels/${kernel.id}/channels?token=wrong`).opened.catch(() => order.push("socket")),
    ]);
    expect(order.slice(0, 2).toSorted()).toEqual(["none 403", "right 200"]);
    expect(order.slice(2).toSorted()).toEqual(["socket", "wrong 403"]);
    expect(told).toEqual([["127.0.0.1", 0]]);
  });
});

describe("every answer", () => {
  it.each([
    ["one that is right", "/api", "TOKEN", 200],
    ["a file", "/metrics", "TOKEN", 200],
    ["a refusal", "/api", "", 403],
    ["one of nothing", "/nothing", "TOKEN", 404],
  ])("is not to be kept, guessed at or told to others: %s", async (_, path, token, status) => {
    const headers = token === "" ? {} : { authorization: `token ${server.bridge.token}` };
    const answer = await raw(path, { headers });
    expect([answer.status, ...safe(answer.headers)]).toEqual([status, ...safeValues]);
    const preflight = await raw("/api", { method: "OPTIONS" });
    expect(safe(preflight.headers)).toEqual(safeValues);
    const refused = await raw("/api", { headers: upgrade });
    expect([refused.status, ...safe(refused.headers)]).toEqual([403, ...safeValues]);
  });
});

const safeValues = ["no-store", "nosniff", "no-referrer"];

function safe(headers: IncomingHttpHeaders): unknown[] {
  return ["cache-control", "x-content-type-options", "referrer-policy"].map((name) => headers[name]);
}

describe("--allow-origin", () => {
  it.each([
    ["another page", { origin: "https://evil.test" }, 403],
    ["the page that is named", { origin: "https://lab.example.org" }, 101],
    ["a program that names the server itself", { origin: "http://localhost:1", host: "localhost:1" }, 101],
    ["a program that names nothing", {}, 101],
  ])("lets a WebSocket of %s in or not", async (_, headers, status) => {
    await server[Symbol.asyncDispose]();
    server = await openBridge({ allowOrigin: "https://lab.example.org" });
    const { kernel } = await server.connect();
    const path = `/api/kernels/${kernel.id}/channels`;
    expect((await raw(path, withToken({ ...upgrade, ...headers }))).status).toBe(status);
  });
});

describe("Host", () => {
  it.each([
    ["a name that was made to resolve to this machine", "evil.test", 403],
    ["one that only begins like loopback", "127.0.0.1.evil.test", 403],
    ["localhost", "localhost:80", 200],
    ["IPv6 loopback", "[::1]:80", 200],
    ["a name that was allowed, however it is written", "lab.EXAMPLE.org:8888", 200],
  ])("may be %s or not", async (_, host, status) => {
    expect((await raw("/api", withToken({ host }))).status).toBe(status);
    const { kernel } = await server.connect();
    const path = `/api/kernels/${kernel.id}/channels`;
    expect((await raw(path, withToken({ ...upgrade, host }))).status).toBe(status === 200 ? 101 : 403);
    expect((await raw("/api", { method: "OPTIONS", headers: { host } })).status).toBe(status);
  });
});

describe("a page of another site", () => {
  const origin = "https://evil.test";

  it("gets nothing without the token", async () => {
    const { kernel } = await server.connect();
    expect((await raw("/api/kernels", { headers: { origin } })).status).toBe(403);
    expect(
      (await raw("/api/kernels", { method: "POST", headers: { origin, "content-type": "text/plain" } }, "{}")).status,
    ).toBe(403);
    expect((await raw(`/api/kernels/${kernel.id}/channels`, { headers: { ...upgrade, origin } })).status).toBe(403);
    expect(server.kernels).toHaveLength(1);
  });

  it("may read answers where it has the token, as with Jupyter Server", async () => {
    const { headers } = await raw("/api", withToken({ origin }));
    expect(headers["access-control-allow-origin"]).toBe(origin);
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
  });

  it("is told no before it asks with an Authorization header", async () => {
    const asked = {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    const { status, headers } = await raw("/api/kernels", { method: "OPTIONS", headers: asked });
    expect([status, headers["access-control-allow-origin"]]).toEqual([200, undefined]);
    expect(headers["access-control-allow-methods"]).toBe("GET, PUT, POST, PATCH, DELETE, OPTIONS");
  });

  it("is told who may, where one site was named", async () => {
    await server[Symbol.asyncDispose]();
    server = await openBridge({ allowOrigin: "https://lab.example.org" });
    const answers = [
      await raw("/api", withToken({ origin })),
      await raw("/api", { method: "OPTIONS", headers: { origin } }),
    ];
    for (const { headers } of answers) expect(headers["access-control-allow-origin"]).toBe("https://lab.example.org");
  });
});

describe("/kernelspecs/:name/:file", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "nbproof-test-"));
    const resourceDir = join(folder, "spec");
    await mkdir(join(resourceDir, "inner"), { recursive: true });
    await writeFile(join(folder, "secret"), "secret");
    await writeFile(join(resourceDir, "logo-svg.svg"), "<svg/>");
    await symlink(join(folder, "secret"), join(resourceDir, "logo-64x64.png"));
    await symlink(folder, join(resourceDir, "up"));
    await server[Symbol.asyncDispose]();
    server = await openBridge({}, [{ ...pythonSpec, resourceDir }]);
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("gives a file of the kernelspec", async () => {
    expect(await raw("/kernelspecs/python3/logo-svg.svg", withToken())).toMatchObject({ status: 200, body: "<svg/>" });
    const head = await raw("/kernelspecs/python3/logo-svg.svg", { ...withToken(), method: "HEAD" });
    expect([head.status, head.headers["content-length"], head.body]).toEqual([200, "6", ""]);
  });

  it.each([
    ["a parent folder", "/kernelspecs/python3/../secret", 404],
    ["one in percent signs", "/kernelspecs/python3/%2e%2e/secret", 404],
    ["one with its slash in percent signs", "/kernelspecs/python3/..%2fsecret", 404],
    ["one in percent signs twice", "/kernelspecs/python3/%252e%252e%252fsecret", 404],
    ["one with a backslash", "/kernelspecs/python3/..%5csecret", 404],
    ["an absolute path", "/kernelspecs/python3/%2fetc%2fpasswd", 404],
    ["a NUL", "/kernelspecs/python3/logo-svg.svg%00", 404],
    ["a link out", "/kernelspecs/python3/logo-64x64.png", 404],
    ["a link to a folder", "/kernelspecs/python3/up", 404],
    ["a folder", "/kernelspecs/python3/inner", 404],
    ["a file of another name", "/kernelspecs/python3/nothing.svg", 404],
    ["a kernel's name with a path", "/kernelspecs/..%2f..%2fetc/passwd", 404],
    ["an escape that is none", "/kernelspecs/python3/%zz", 400],
  ])("refuses %s", async (_, path, status) => {
    const answer = await raw(path, withToken());
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain("root:");
    expect(answer.body).not.toBe("secret");
  });
});

describe("a path for a kernelspec's name", () => {
  it("is looked up among the names, and executed by nothing that only reads", async () => {
    const asked: string[] = [];
    server.provider.kernelSpec = async (name) => {
      asked.push(name);
      throw new KernelNotFound(name, [], []);
    };
    for (const path of ["/api/kernelspecs/%2Ftmp%2Fe.sh", "/kernelspecs/%2Ftmp%2Fe.sh/logo.svg"]) {
      for (const method of ["GET", "HEAD"]) {
        expect([path, (await raw(path, { ...withToken(), method })).status]).toEqual([path, 404]);
      }
    }
    expect(asked).toEqual([]);
  });

  it("starts nothing where names alone are taken", async () => {
    await server[Symbol.asyncDispose]();
    server = await openBridge({ namesOnly: true });
    const message = "No kernel named /tmp/e.sh: use one of python3";
    const name = "/tmp/e.sh";
    expect(await server.call("POST", "/api/kernels", { name })).toMatchObject({ status: 404, body: { message } });
    const session = { path: "a", type: "notebook", kernel: { name } };
    expect(await server.call("POST", "/api/sessions", session)).toMatchObject({ status: 501, body: { message } });
    expect((await server.call("POST", "/api/kernels", { name: "python3" })).status).toBe(201);
  });
});

describe("the environment of a kernel", () => {
  it("takes variables of the allowed names", async () => {
    const env = { KERNEL_USERNAME: "ada", EXTRA: "1", KERNEL_NONE: null };
    expect((await server.call("POST", "/api/kernels", { env })).status).toBe(201);
    expect(server.kernels[0]?.start.env).toEqual({ BASE: "1", KERNEL_USERNAME: "ada", EXTRA: "1" });
  });

  it.each([
    [
      "LD_PRELOAD",
      { LD_PRELOAD: "/tmp/x.so" },
      403,
      "The variable LD_PRELOAD may not be set here: allowed are KERNEL_*, EXTRA",
    ],
    [
      "PATH, even as it is",
      { KERNEL_A: "1", PATH: "/usr/bin" },
      403,
      "The variable PATH may not be set here: allowed are KERNEL_*, EXTRA",
    ],
    [
      "one that only begins like an allowed one",
      { EXTRAS: "1" },
      403,
      "The variable EXTRAS may not be set here: allowed are KERNEL_*, EXTRA",
    ],
    [
      "a name that hides a second",
      { "KERNEL_A=1\0PATH": "x" },
      400,
      "The variable KERNEL_A=1\0PATH has no value that a process can be given",
    ],
    ["a value with a NUL", { KERNEL_A: "1\0" }, 400, "The variable KERNEL_A has no value that a process can be given"],
    [
      "a value that is no text",
      { KERNEL_A: {} },
      400,
      "The variable KERNEL_A has no value that a process can be given",
    ],
  ])("refuses %s", async (_, env, status, message) => {
    expect(await server.call("POST", "/api/kernels", { env })).toMatchObject({ status, body: { message } });
    const session = { path: "a", type: "notebook", kernel: { name: "python3", env } };
    expect(await server.call("POST", "/api/sessions", session)).toMatchObject({ status, body: { message } });
    expect(server.kernels).toEqual([]);
  });
});

describe("an over-long body", () => {
  const message = "The body is longer than 1048576 bytes";

  it("is refused by what it says of itself", async () => {
    const headers = { authorization: `token ${server.bridge.token}`, "content-length": String(2 ** 40) };
    const answer = await raw("/api/kernels", { method: "POST", headers }, "{}");
    expect(answer).toMatchObject({ status: 413, headers: { connection: "close" } });
    expect(JSON.parse(answer.body)).toEqual({ message, reason: null });
  });

  it("is refused where it does not say", async () => {
    const headers = { authorization: `token ${server.bridge.token}`, "transfer-encoding": "chunked" };
    const answer = await raw("/api/kernels", { method: "POST", headers }, " ".repeat(2 ** 20 + 1));
    expect(answer.status).toBe(413);
    expect(server.kernels).toEqual([]);
  });
});

describe("an error of ours", () => {
  it("is told to whoever runs the bridge, and nothing of it to the client", async () => {
    const errors: unknown[] = [];
    await server[Symbol.asyncDispose]();
    server = await openBridge({ onError: (error) => errors.push(error) });
    const { kernel } = await server.connect();
    kernel.interrupt = async () => {
      throw new TypeError("at /home/ada/secret");
    };
    expect(await server.call("POST", `/api/kernels/${kernel.id}/interrupt`)).toMatchObject({
      status: 500,
      body: { message: "Unhandled error", reason: null, traceback: "" },
    });
    expect(errors).toEqual([new TypeError("at /home/ada/secret")]);
  });
});

describe("a client that goes away in the middle of its request", () => {
  it("is no error of ours", async () => {
    const errors: unknown[] = [];
    await server[Symbol.asyncDispose]();
    server = await openBridge({ onError: (error) => errors.push(error) });
    const { hostname, port } = new URL(server.bridge.url);
    const headers = { authorization: `token ${server.bridge.token}`, "content-length": "100" };
    const sent = request({ hostname, port, path: "/api/kernels", method: "POST", headers });
    sent.on("error", () => undefined);
    await new Promise((resolve) => sent.write('{"name":', resolve));
    sent.destroy();
    await vi.waitFor(async () => {
      const { body } = await server.call("GET", "/metrics");
      expect(body).toContain('nbproof_http_requests_total{method="POST",status_code="400"} 1');
    });
    expect(errors).toEqual([]);
    expect(server.kernels).toEqual([]);
  });
});
