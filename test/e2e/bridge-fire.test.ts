import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { Kernel } from "../../src/kernel/kernel.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { recordedClient } from "../kernel/recorded-client.ts";
import { executeOverSocket } from "./execute-over-socket.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { openSocketClient, type SocketClient } from "./socket-client.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("a run folder that something has removed", () => {
  it.each([true, false])("is made again for a kernel that dies, and for later ones (forked: %s)", async (fork) => {
    await using provider = createZmqKernels({ env: { XDG_RUNTIME_DIR: folder }, cwd: "/", fork });
    const start = async (): Promise<Kernel> =>
      await provider.start(await pythonEnvironment(), { cwd: folder, env: { PATH: "/usr/bin:/bin" } });
    const kernel = await start();
    await using client = await recordedClient(kernel);
    const [run = ""] = await readdir(folder);
    await rm(join(folder, run), { recursive: true });
    await client.execute("import os; os.kill(os.getpid(), 9)");
    await client.find(({ content, parent }) => content["execution_state"] === "idle" && parent === "");
    expect(await client.shown("print('back')")).toBe("back\n");
    await using other = await recordedClient(await start());
    expect(await other.shown("print('new')")).toBe("new\n");
  });
});

/** `nbproof serve` where few files may be open. */
async function serveWith(files: number, ...args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const command = `ulimit -n ${files} && exec "$0" "$@"`;
  const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
  const prefix = dirname(dirname(await pythonEnvironment()));
  const child = spawn("/bin/sh", ["-c", command, process.execPath, cli, "serve", "--port", "0", ...args], {
    cwd: folder,
    env: {
      ...process.env,
      NBPROOF_TOKEN: token,
      JUPYTER_PATH: join(prefix, "share", "jupyter"),
      XDG_RUNTIME_DIR: folder,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, url: /http\S+/.exec(line)?.[0] ?? "" };
}

const token = "token-of-the-test";

/** Opens sockets until one is refused; throws then. */
async function openAll(url: string, clients: SocketClient[]): Promise<never> {
  for (;;) clients.push(await openSocketClient(url));
}

describe("nbproof serve where few files may be open", () => {
  it("tells of its limit with 503, leaves nothing of what could not be had, and goes on", async () => {
    const { child, url } = await serveWith(200, "--max-sockets", "1000", "--max-kernels", "100");
    const exited = once(child, "exit");
    const call = async (method: string, path: string): Promise<Response> =>
      await fetch(new URL(path, url), { method, headers: { authorization: `token ${token}`, connection: "close" } });
    const start = async (): Promise<Response> => await call("POST", "/api/kernels");
    const { id } = (await (await start()).json()) as { id: string };
    const channels = `${url}api/kernels/${id}/channels?token=${token}`;
    const clients = [await openSocketClient(channels)];
    await expect(openAll(channels, clients)).rejects.toThrow("503");
    // Not one of them has a socket for its control channel yet.
    const [client, other] = clients;
    client?.send(createMessage("control", "kernel_info_request", { session: "test", content: {} }));
    expect((await start()).status).toBe(503);
    expect((await (await call("GET", "/api/kernels")).json()) as unknown[]).toHaveLength(1);
    other?.execute("print('goes on')");
    await other?.first(({ content }) => content.text === "goes on\n");
    for (const { socket } of clients) socket.close();
    await expect.poll(async () => (await start()).status, { timeout: 30_000 }).toBe(201);
    expect(await executeOverSocket(channels, "print('all is well')")).toBe("all is well\n");
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(await readdir(folder)).toEqual([]);
  });
});
