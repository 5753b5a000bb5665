import { get } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBridge, pythonSpec, type TestBridge } from "./open-bridge.ts";

let server: TestBridge;

beforeEach(async () => {
  server = await openBridge();
});

afterEach(() => server[Symbol.asyncDispose]());

const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
const date: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const model = { id: uuid, name: "python3", last_activity: date, execution_state: "idle", connections: 0 };

describe("startBridge()", () => {
  it("listens on loopback, on a port and with a token of its own", () => {
    expect(server.bridge.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(server.bridge.token).toMatch(/^[0-9a-f]{48}$/);
  });

  it("says what API it serves", async () => {
    expect((await server.call("GET", "/api")).body).toEqual({ version: "2.21.0" });
  });

  it("tells its status", async () => {
    await server.connect();
    const expected = { started: date, last_activity: date, connections: 1, kernels: 1 };
    expect((await server.call("GET", "/api/status")).body).toEqual(expected);
  });

  it("shuts all kernels down when it is closed, and drops their sockets", async () => {
    const { kernel, socket } = await server.connect();
    const closed = new Promise((resolve) => socket.socket.once("close", resolve));
    await server[Symbol.asyncDispose]();
    await closed;
    expect(kernel.calls).toContain("shutdown");
    server = await openBridge();
  });
});

describe("GET /api/kernelspecs", () => {
  const spec = {
    argv: pythonSpec.argv,
    display_name: "Python 3",
    language: "python",
    interrupt_mode: "signal",
    env: {},
    metadata: { debugger: true },
  };

  it("lists the kernelspecs in Jupyter Server's form", async () => {
    expect((await server.call("GET", "/api/kernelspecs?1700000000")).body).toEqual({
      default: "python3",
      kernelspecs: { python3: { name: "python3", spec, resources: {} } },
    });
  });

  it("gives one, with its logos, and the files of its folder alone", async () => {
    const folder = await mkdtemp(join(tmpdir(), "nbproof-test-"));
    await writeFile(join(folder, "logo-svg.svg"), "<svg/>");
    await writeFile(join(folder, "kernel.json"), "{}");
    await using other = await openBridge([{ ...pythonSpec, resourceDir: folder }]);
    const resources = { "logo-svg": "/kernelspecs/python3/logo-svg.svg" };
    expect((await other.call("GET", "/api/kernelspecs/python3")).body).toEqual({ name: "python3", spec, resources });
    const logo = await other.call("GET", "/kernelspecs/python3/logo-svg.svg");
    expect([logo.status, logo.headers.get("content-type"), logo.body]).toEqual([200, "image/svg+xml", "<svg/>"]);
    expect((await other.call("GET", "/kernelspecs/python3/..%2f..%2fpasswd")).status).toBe(404);
    await rm(folder, { recursive: true });
  });

  it("does not find an unknown one", async () => {
    expect(await server.call("GET", "/api/kernelspecs/nope")).toMatchObject({
      status: 404,
      body: {
        message: "No kernel named nope: use one of python3, or a path to a Python or a virtual environment",
        reason: "KernelNotFound",
      },
    });
  });
});

describe("POST /api/kernels", () => {
  it("starts a kernel in the base environment and working directory", async () => {
    const answer = await server.call("POST", "/api/kernels");
    expect(answer).toMatchObject({ status: 201, body: model });
    expect(answer.headers.get("location")).toBe(`/api/kernels/${server.kernels[0]?.id}`);
    expect(server.kernels[0]?.start).toMatchObject({ cwd: "/base", env: { BASE: "1" } });
  });

  it("adds the request's variables and takes its working directory", async () => {
    await server.call("POST", "/api/kernels", { name: "python3", env: { A: "b", BASE: "2" }, cwd: "/mine" });
    expect(server.kernels[0]?.start).toMatchObject({ cwd: "/mine", env: { BASE: "2", A: "b" } });
  });

  it.each([
    ["an unknown name", { name: "nope" }, 404],
    ["a name that is no text", { name: 3 }, 400],
  ])("refuses %s", async (_, body, status) => {
    const answer = await server.call("POST", "/api/kernels", body);
    expect(answer).toMatchObject({ status, body: { message: expect.any(String), reason: expect.any(String) } });
  });

  it("refuses a body that is not JSON", async () => {
    const headers = { authorization: `Bearer ${server.bridge.token}` };
    const answer = await server.fetch("/api/kernels", { method: "POST", headers, body: "{" });
    expect(answer).toMatchObject({ status: 400, body: { message: "The body is not JSON" } });
  });
});

describe("/api/kernels/:id", () => {
  it("is listed, given, interrupted, restarted and deleted", async () => {
    await server.call("POST", "/api/kernels");
    const [kernel] = server.kernels;
    const path = `/api/kernels/${kernel?.id}`;
    expect((await server.call("GET", "/api/kernels")).body).toEqual([model]);
    expect((await server.call("GET", path)).body).toEqual(model);
    expect((await server.call("POST", `${path}/interrupt`)).status).toBe(204);
    expect(await server.call("POST", `${path}/restart`, {})).toMatchObject({ status: 200, body: model });
    expect((await server.call("DELETE", path)).status).toBe(204);
    expect(kernel?.calls).toEqual(["interrupt", "restart", "shutdown"]);
    expect((await server.call("GET", "/api/kernels")).body).toEqual([]);
  });

  it("tells how its process ended", async () => {
    const { kernel } = await server.connect();
    kernel.state = "dead";
    kernel.lastExit = { signal: "SIGSEGV", stderrTail: "Segmentation fault" };
    expect((await server.call("GET", `/api/kernels/${kernel.id}`)).body).toEqual({
      ...model,
      execution_state: "dead",
      connections: 1,
      nbproof: { signal: "SIGSEGV", stderrTail: "Segmentation fault" },
    });
  });

  it.each([
    ["GET", "", 404],
    ["DELETE", "", 404],
    ["POST", "/interrupt", 404],
    ["POST", "/restart", 404],
    ["PUT", "", 405],
  ])("refuses %s of an unknown id%s", async (method, verb, status) => {
    expect((await server.call(method, `/api/kernels/1234${verb}`)).status).toBe(status);
  });

  it("does not serve other paths", async () => {
    expect(await server.call("GET", "/api/contents")).toMatchObject({
      status: 404,
      body: { message: "Nothing is served at /api/contents" },
    });
  });
});

describe("authorise()", () => {
  it.each([
    ["a header with token", (token: string) => ({ headers: { authorization: `token ${token}` } }), "", 200],
    ["a header with Bearer", (token: string) => ({ headers: { authorization: `Bearer ${token}` } }), "", 200],
    ["no token", () => ({}), "", 403],
    ["an empty token", () => ({ headers: { authorization: "token " } }), "?token=", 403],
    ["a wrong token", () => ({ headers: { authorization: "token x" } }), "", 403],
    [
      "a foreign origin",
      (token: string) => ({ headers: { authorization: `token ${token}`, origin: "http://evil.test" } }),
      "",
      403,
    ],
    [
      "an opaque origin",
      (token: string) => ({ headers: { authorization: `token ${token}`, origin: "null" } }),
      "",
      403,
    ],
  ])("answers %s", async (_, init, query, status) => {
    const answer = await server.fetch(`/api${query}`, init(server.bridge.token));
    expect(answer.status).toBe(status);
  });

  it("takes the token from the URL, and the server's own origin", async () => {
    const { token, url } = server.bridge;
    const answer = await server.fetch(`/api?token=${token}`, { headers: { origin: new URL(url).origin } });
    expect(answer.status).toBe(200);
  });

  it.each([
    ["a name that was made to resolve to this machine", "evil.test", 403],
    ["localhost", "localhost:80", 200],
    ["IPv6 loopback", "[::1]:80", 200],
  ])("answers %s in Host", async (_, host, status) => {
    const { token, url } = server.bridge;
    const headers = { host, authorization: `token ${token}` };
    const answered = new Promise<number | undefined>((resolve, reject) => {
      get(new URL("/api", url), { headers }, (response) => resolve(response.resume().statusCode)).on("error", reject);
    });
    expect(await answered).toBe(status);
  });
});
