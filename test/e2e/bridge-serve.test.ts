import { execFile } from "node:child_process";
import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { executeOverSocket } from "./execute-over-socket.ts";
import { runNbproof } from "./run-nbproof.ts";
import { type Served, serveToken, startServe } from "./start-serve.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function commandLines(): Promise<string> {
  return (await promisify(execFile)("ps", ["-eo", "args"])).stdout;
}

async function execute({ call, url }: Served, code: string): Promise<string> {
  const { id } = (await (await call("POST", "/api/kernels", { name: "python3" })).json()) as { id: string };
  return await executeOverSocket(`${url}api/kernels/${id}/channels?token=${serveToken}`, code);
}

describe("nbproof serve", () => {
  it("serves kernels until SIGTERM, and leaves nothing behind", async () => {
    const { exitCode, stdout, stderr } = await startServe({ cwd: folder }, async ({ call, child }) => {
      expect((await call("POST", "/api/kernels", { name: "python3" })).status).toBe(201);
      expect(await commandLines()).not.toContain(serveToken);
      expect(await commandLines()).toContain(folder);
      child.kill("SIGTERM");
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).not.toContain(serveToken);
    expect(await commandLines()).not.toContain(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it("stops at once when Ctrl+C is pressed a second time, and even then leaves no kernel", async () => {
    // It does not end when it is asked to.
    const code = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('on')\ntime.sleep(60)";
    const { exitCode, stderr } = await startServe({ cwd: folder }, async (served) => {
      const { child } = served;
      expect(await execute(served, code)).toBe("on\n");
      child.kill("SIGINT");
      await new Promise((resolve) => child.stderr?.once("data", resolve));
      child.kill("SIGINT");
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: "Stopping; Ctrl+C again stops at once\n" });
    await expect.poll(commandLines, { timeout: 10_000 }).not.toContain(folder);
  });

  it("keeps the token from its kernels", async () => {
    await startServe({ cwd: folder }, async (served) => {
      const code = "import os; print('HOME' in os.environ, 'NBPROOF_TOKEN' in os.environ)";
      expect(await execute(served, code)).toBe("True False\n");
      served.child.kill("SIGTERM");
    });
  });

  it("says that a port is taken", async () => {
    await startServe({ cwd: folder }, async ({ url, child }) => {
      const { port } = new URL(url);
      const { exitCode, stderr } = await runNbproof(["serve", "--port", port], {
        cwd: folder,
        env: { NBPROOF_TOKEN: serveToken },
      });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 3,
        stderr: `nbproof: Nothing can listen at 127.0.0.1, port ${port}: the port is taken; choose another, or 0 for any free one\n`,
      });
      child.kill("SIGTERM");
    });
  });

  it.each([
    [
      "without a token and a terminal",
      "",
      "Without a terminal to show a new token on, NBPROOF_TOKEN must hold the token",
    ],
    ["with a short token", "abc", "NBPROOF_TOKEN must be eight or more ASCII characters without spaces"],
  ])("refuses to start %s", async (_, token, message) => {
    const { exitCode, stderr } = await runNbproof(["serve"], { cwd: folder, env: { NBPROOF_TOKEN: token } });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `nbproof: ${message}\nSee: nbproof serve --help\n`,
    });
  });
});
