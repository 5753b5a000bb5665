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

  it("knows its own requests as activity, but those of whoever only looks on", async () => {
    const at = async (): Promise<unknown> =>
      ((await server.call("GET", "/api/status")).body as { last_activity: string }).last_activity;
    const before = await at();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await server.call("GET", "/api/kernels?no_track_activity=1");
    expect(await at()).toBe(before);
    await server.call("GET", "/api/kernels");
    expect(await at()).not.toBe(before);
  });

  it("says who asks, and what they may do", async () => {
    const asked = encodeURIComponent('{"kernels":["read","execute"],"contents":["read"]}');
    expect(await server.call("GET", `/api/me?permissions=${asked}`)).toMatchObject({
      status: 200,
      body: {
        identity: {
          username: "nbproof",
          name: "nbproof",
          display_name: "nbproof",
          initials: "NB",
          avatar_url: null,
          color: null,
        },
        permissions: { kernels: ["read", "execute"], contents: [], updatable_fields: [] },
      },
    });
    expect((await server.call("GET", "/api/me?permissions=[1")).status).toBe(400);
    expect((await server.call("GET", '/api/me?permissions={"a":1}')).status).toBe(400);
  });

  it("refuses terminals plainly", async () => {
    for (const [method, path] of [
      ["GET", ""],
      ["POST", ""],
      ["GET", "/1"],
    ] as const) {
      expect(await server.call(method, `/api/terminals${path}`)).toMatchObject({
        status: 404,
        body: { message: "There are no terminals here: nbproof serves kernels alone" },
      });
    }
  });

  it("answers HEAD as GET, with a trailing slash or two, and says what it serves where a method is wrong", async () => {
    expect(await server.call("HEAD", "/api/kernels/")).toMatchObject({ status: 200, body: "" });
    expect((await server.call("GET", "/api/kernels//")).body).toEqual([]);
    const put = await server.call("PUT", "/api/sessions");
    expect(put).toMatchObject({ status: 405, body: { message: "PUT is not served here, but GET, POST, OPTIONS" } });
    expect(put.headers.get("allow")).toBe("GET, POST, OPTIONS");
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
    kernel_protocol_version: "",
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
    await using other = await openBridge({}, [{ ...pythonSpec, resourceDir: folder }]);
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
        message: "No kernel named nope: use one of python3",
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
    expect(server.kernels[0]?.start).toMatchObject({ cwd: tmpdir(), env: { BASE: "1" } });
  });

  it("adds the request's variables and takes its working directory", async () => {
    await server.call("POST", "/api/kernels", { name: "python3", env: { A: "b" }, cwd: "/usr" });
    expect(server.kernels[0]?.start).toMatchObject({ cwd: "/usr", env: { BASE: "1", A: "b" } });
  });

  it("takes the folder that a gateway's client names, where there is one", async () => {
    await using gateway = await openBridge({ allowEnv: ["KERNEL_*"] });
    for (const folder of ["/usr", "/not/here"]) {
      await gateway.call("POST", "/api/kernels", { env: { KERNEL_WORKING_DIR: folder } });
    }
    expect(gateway.kernels.map(({ start }) => start.cwd)).toEqual(["/usr", tmpdir()]);
  });

  it.each([
    [
      "an unknown name",
      { name: "nope" },
      404,
      "No kernel named nope: use one of python3, or a path to a Python or a virtual environment",
    ],
    ["a name that is no text", { name: 3 }, 400, "`name` must be a text"],
    ["a body that is a list", [1], 400, "`body` must be an object"],
    ["a body that is a text", "x", 400, "`body` must be an object"],
    ["a body that is a number", 5, 400, "`body` must be an object"],
    ["a body that is true", true, 400, "`body` must be an object"],
    ["variables that are a list", { env: [] }, 400, "`env` must be an object"],
    [
      "a path of 5,000 characters",
      { path: "a/".repeat(2500) },
      400,
      "`path` must be a text of at most 4096 characters",
    ],
    ["a folder that is not there", { cwd: "/not/here" }, 400, "There is no folder /not/here"],
    ["a file for a folder", { cwd: "/etc/passwd" }, 400, "There is no folder /etc/passwd"],
    ["a folder with a NUL", { cwd: "/usr\0" }, 400, "`cwd` must be a text without NUL and lone surrogates"],
    ["a name with half a character", { name: "\ud800" }, 400, "`name` must be a text without NUL and lone surrogates"],
  ])("refuses %s", async (_, body, status, message) => {
    const answer = await server.call("POST", "/api/kernels", body);
    expect(answer).toMatchObject({ status, body: { message } });
    expect(server.kernels).toEqual([]);
  });

  it("refuses more kernels than it may have, dead ones aside", async () => {
    await using small = await openBridge({ maxKernels: 1 });
    expect((await small.call("POST", "/api/kernels")).status).toBe(201);
    expect(await small.call("POST", "/api/kernels")).toMatchObject({
      status: 403,
      body: { message: "No more than 1 kernels may run here at a time; shut one down first" },
    });
    const [kernel] = small.kernels;
    if (kernel === undefined) throw new Error("No kernel was started");
    kernel.state = "dead";
    expect((await small.call("POST", "/api/kernels")).status).toBe(201);
    // It would be the second that lives.
    expect((await small.call("POST", `/api/kernels/${kernel.id}/restart`)).status).toBe(403);
    expect(kernel.calls).toEqual([]);
  });

  it("refuses a body that is not JSON", async () => {
    const headers = { authorization: `Bearer ${server.bridge.token}` };
    const answer = await server.fetch("/api/kernels", { method: "POST", headers, body: "{" });
    expect(answer).toMatchObject({ status: 400, body: { message: "Invalid JSON in body of request", reason: null } });
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
