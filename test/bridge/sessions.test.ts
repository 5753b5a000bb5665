import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createGate } from "../kernel/gate.ts";
import { openBridge, pythonSpec, type TestBridge } from "./open-bridge.ts";

let folder: string;
let server: TestBridge;

beforeEach(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  await mkdir(join(folder, "course"));
  server = await openBridge({ cwd: folder }, [pythonSpec, { ...pythonSpec, name: "other" }]);
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface SessionModel {
  readonly id: string;
  readonly kernel: { readonly id: string };
}

const notebook = { path: "course/a.ipynb", name: "a.ipynb", type: "notebook", kernel: { name: "python3" } };

async function post(body: object = notebook): Promise<SessionModel> {
  const { status, body: model } = await server.call("POST", "/api/sessions", body);
  expect(status).toBe(201);
  return model as SessionModel;
}

const kernelModel: unknown = expect.objectContaining({ name: "python3", execution_state: "idle", connections: 0 });

describe("POST /api/sessions", () => {
  it("starts a kernel in the notebook's folder", async () => {
    const { status, headers, body } = await server.call("POST", "/api/sessions", notebook);
    const { id } = body as SessionModel;
    expect([status, headers.get("location")]).toEqual([201, `/api/sessions/${id}`]);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      path: "course/a.ipynb",
      name: "a.ipynb",
      type: "notebook",
      kernel: kernelModel,
      notebook: { path: "course/a.ipynb", name: "a.ipynb" },
    });
    expect(server.kernels[0]?.start).toMatchObject({
      cwd: join(folder, "course"),
      env: { JPY_SESSION_NAME: join(folder, "course/a.ipynb") },
    });
  });

  it.each([
    ["a folder that is not there", "gone/b.ipynb", ""],
    ["a path out of the server's folder", "../../etc/b.ipynb", ""],
    ["an absolute path, below the server's folder", "/course/b.ipynb", "course"],
  ])("starts a kernel for %s in the nearest that is", async (_, path, cwd) => {
    await post({ ...notebook, path });
    expect(server.kernels[0]?.start.cwd).toBe(join(folder, cwd));
  });

  it("gives the session that is there for a path, also when it is only being made", async () => {
    const [first, second] = await Promise.all([post(), post()]);
    expect(second).toEqual(first);
    expect(await post({ ...notebook, name: "x" })).toEqual(first);
    expect(server.kernels).toHaveLength(1);
  });

  it("takes a kernel that runs, and starts one where the id is none's any more", async () => {
    const { kernel } = await post();
    expect(await post({ ...notebook, path: "b", kernel: { id: kernel.id } })).toMatchObject({
      kernel: { id: kernel.id },
    });
    expect(await post({ ...notebook, path: "c", type: "console", kernel: { id: "gone" } })).toMatchObject({
      kernel: kernelModel,
    });
    expect(server.kernels).toHaveLength(2);
  });

  it("does not bring back one that is deleted while the new kernel starts", async () => {
    const { id } = await post();
    const gate = createGate();
    server.provider.starting = gate.opened;
    const changed = server.call("PATCH", `/api/sessions/${id}`, { kernel: { name: "other" } });
    await vi.waitUntil(() => server.kernels.length === 2);
    expect((await server.call("DELETE", `/api/sessions/${id}`)).status).toBe(204);
    gate.open();
    expect((await changed).status).toBe(404);
    expect((await server.call("GET", "/api/sessions")).body).toEqual([]);
    expect(server.kernels.map(({ calls }) => calls)).toEqual([["shutdown"], ["shutdown"]]);
  });

  it.each([
    ["no body", undefined, 400, { message: "No JSON data provided", reason: null }],
    ["no path", { type: "notebook" }, 400, { message: "Missing field in JSON data: path", reason: null }],
    ["no type", { path: "a" }, 400, { message: "Missing field in JSON data: type", reason: null }],
    ["a path that is no text", { ...notebook, path: 1 }, 400, { message: "`path` must be a text", reason: null }],
    [
      "an unknown kernel",
      { ...notebook, kernel: { name: "nope" } },
      501,
      {
        message: "No kernel named nope: use one of python3, other, or a path to a Python or a virtual environment",
        short_message: "nope not found",
      },
    ],
  ])("refuses %s", async (_, body, status, answer) => {
    expect(await server.call("POST", "/api/sessions", body)).toMatchObject({ status, body: answer });
    expect((await server.call("GET", "/api/sessions")).body).toEqual([]);
  });
});

describe("/api/sessions/:id", () => {
  it("is listed and given until it is deleted with its kernel", async () => {
    const session = await post();
    expect((await server.call("GET", "/api/sessions")).body).toEqual([session]);
    expect((await server.call("GET", `/api/sessions/${session.id}`)).body).toEqual(session);
    expect((await server.call("DELETE", `/api/sessions/${session.id}`)).status).toBe(204);
    expect(server.kernels[0]?.calls).toEqual(["shutdown"]);
    expect((await server.call("GET", "/api/sessions")).body).toEqual([]);
  });

  it("ends with its kernel", async () => {
    const { id, kernel } = await post();
    await server.call("DELETE", `/api/kernels/${kernel.id}`);
    expect((await server.call("GET", "/api/sessions")).body).toEqual([]);
    expect(await server.call("GET", `/api/sessions/${id}`)).toMatchObject({
      status: 404,
      body: { message: `Session not found: session_id='${id}'` },
    });
  });

  it("moves", async () => {
    const session = await post();
    const changes = { path: "b.ipynb", name: "b.ipynb", type: "console" };
    const { notebook: _, ...expected } = { ...session, ...changes } as SessionModel & { notebook?: unknown };
    expect(await server.call("PATCH", `/api/sessions/${session.id}`, changes)).toMatchObject({
      status: 200,
      body: expected,
    });
    expect((await server.call("GET", `/api/sessions/${session.id}`)).body).toEqual(expected);
    expect(server.kernels).toHaveLength(1);
  });

  it("changes its kernel to one that is started, and shuts the old one down", async () => {
    const { id } = await post();
    const { body } = await server.call("PATCH", `/api/sessions/${id}`, { id, kernel: { name: "other" } });
    expect(body).toMatchObject({ id, path: "course/a.ipynb", kernel: { name: "other", id: server.kernels[1]?.id } });
    expect(server.kernels[0]?.calls).toEqual(["shutdown"]);
    expect(server.kernels[1]?.start.cwd).toBe(join(folder, "course"));
  });

  it("changes its kernel to one that runs", async () => {
    const { id } = await post();
    const { kernel } = await post({ ...notebook, path: "b" });
    expect((await server.call("PATCH", `/api/sessions/${id}`, { kernel: { id: kernel.id } })).body).toMatchObject({
      kernel: { id: kernel.id },
    });
    expect(server.kernels.map(({ calls }) => calls)).toEqual([["shutdown"], []]);
  });

  it.each([
    ["no body", undefined, 400, { message: "No JSON data provided" }],
    ["a kernel that does not run", { kernel: { id: "gone" } }, 400, { message: "No such kernel: gone" }],
    ["a kernelspec that there is not", { kernel: { name: "nope" } }, 501, { short_message: "nope not found" }],
  ])("keeps its kernel for a PATCH with %s", async (_, change, status, answer) => {
    const session = await post();
    expect(await server.call("PATCH", `/api/sessions/${session.id}`, change)).toMatchObject({ status, body: answer });
    expect((await server.call("GET", `/api/sessions/${session.id}`)).body).toEqual(session);
  });

  it.each(["GET", "PATCH", "DELETE"])("is not found by %s where it is unknown", async (method) => {
    const answer = await server.call(method, "/api/sessions/1234", method === "PATCH" ? {} : undefined);
    expect(answer).toMatchObject({
      status: 404,
      body: { message: "Session not found: session_id='1234'", reason: null },
    });
  });
});
