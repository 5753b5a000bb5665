import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startJupyterServer } from "../../servers/start-jupyter-server.mjs";
import type { TestServer } from "../../servers/start-server.mjs";
import { makeLesson, runningKernels, validateOn } from "./course-on-server.ts";
import { startProxy } from "./cuttable-proxy.ts";

const WAITS = `
  - code: |
      import time
      print("before")
      MARK
      time.sleep(3)
      print("after")
    expect: |
      before
      after
`;

let server: TestServer;

beforeAll(async () => {
  server = await startJupyterServer();
});
afterAll(async () => await server[Symbol.asyncDispose]());

describe("nbproof validate --server", () => {
  it("says that the token is wrong, or that there is none, and prints no token", async () => {
    await using lesson = await makeLesson("  - code: print(1)\n");
    const wrong = await lesson.validate({ url: server.url, token: "wrong-token" });
    expect(wrong).toMatchObject({
      exitCode: 3,
      stderr: `nbproof: ${server.url} does not accept the token that NBPROOF_TOKEN or the URL gives\n`,
    });
    const none = await lesson.validate({ url: server.url, token: "" });
    expect(none).toMatchObject({
      exitCode: 3,
      stderr: `nbproof: ${server.url} wants a token: give it in NBPROOF_TOKEN\n`,
    });
  });

  it("takes a browser's URL with the token in it, and advises against it without printing it", async () => {
    await using lesson = await makeLesson("  - code: |\n      print(1)  # => 1\n");
    const { url, token } = server;
    const run = await lesson.validate({ url: `${url}lab/tree/a.ipynb?token=${token}`, token: "" });
    expect(run).toMatchObject({ exitCode: 0, verdicts: ["passed"] });
    expect(run.stderr).toContain("give it in NBPROOF_TOKEN");
    expect(run.stderr + run.stdout).not.toContain(token);
  });

  it("lists the server's kernelspecs where the one that was asked for is not there", async () => {
    const args = ["notebooks-src/python-internals/gil.yaml", "--kernel", "nowhere"];
    const { exitCode, stderr } = await validateOn(server, args);
    expect(exitCode).toBe(3);
    expect(stderr.startsWith(`nbproof: ${server.url} has no kernelspec nowhere; it has `)).toBe(true);
    // Others may be installed for all of the machine.
    expect(stderr).toMatch(/ it has (?:[^:]+, )?python3(?:, [^:]+)?: name one of these\n$/);
  });

  it("fails a cell in which the kernel dies, and goes on in a new one", async () => {
    await using lesson = await makeLesson(`
  - code: |
      import os
      os._exit(3)
  - code: |
      print("still here")  # => still here
`);
    const { verdicts } = await lesson.validate(server);
    expect(verdicts).toEqual(["failed (kernel-died)", "passed"]);
    expect(await runningKernels(server)).toEqual([]);
  });

  it("ends its kernels when it is stopped with Ctrl+C while a cell runs", async () => {
    await using lesson = await makeLesson("  - code: |\n      import time\n      MARK\n      time.sleep(60)\n");
    const { exitCode } = await lesson.validate(server, {
      meanwhile: async (nbproof) => {
        await lesson.marked();
        nbproof.kill("SIGINT");
      },
    });
    expect(exitCode).toBe(130);
    // The server was told, and gives a kernel five seconds to end by itself; whoever pressed Ctrl+C does not wait for that.
    await expect.poll(async () => await runningKernels(server), { timeout: 30_000 }).toEqual([]);
  });

  it("resumes a connection that was cut while a cell ran", async () => {
    await using lesson = await makeLesson(WAITS);
    await using proxy = await startProxy(server.url);
    const { token } = server;
    const run = await lesson.validate(
      { url: proxy.url, token },
      {
        meanwhile: async () => {
          // What is under way when the connection is cut, jupyter_server loses.
          // On a busy machine ipykernel may send the line's end by itself, a moment later.
          await proxy.sent(/"text": ?"before/u);
          proxy.cut(1_000);
        },
      },
    );
    expect(run).toMatchObject({ exitCode: 0, verdicts: ["passed"] });
    expect(run.stdout).not.toContain("retry");
    expect(await runningKernels(server)).toEqual([]);
  });

  it.concurrent("never fails a cell whose output was lost while the connection was cut", async () => {
    await using forgetful = await startJupyterServer({
      args: ["--MappingKernelManager.buffer_offline_messages=False"],
    });
    await using proxy = await startProxy(forgetful.url);
    await using lesson = await makeLesson(WAITS);
    const run = await lesson.validate(
      { url: proxy.url, token: forgetful.token },
      {
        // Once in the first try, and once in the second.
        meanwhile: async () => {
          for (let attempt = 0; attempt < 2; attempt++) {
            await lesson.marked();
            proxy.cut(5_000);
          }
        },
      },
    );
    expect(run.exitCode).toBe(3);
    expect(run.verdicts).toEqual([expect.stringMatching(/^error \(The connection to the (?:kernel|server) was cut/)]);
    expect(await runningKernels(forgetful)).toEqual([]);
  });

  it.concurrent("gives the verdict error when the server is killed while a cell runs", async () => {
    await using doomed = await startJupyterServer();
    await using lesson = await makeLesson("  - code: |\n      import time\n      MARK\n      time.sleep(60)\n");
    const run = await lesson.validate(doomed, {
      meanwhile: async () => {
        await lesson.marked();
        process.kill(doomed.pid, "SIGKILL");
      },
    });
    const nothing = `Nothing listens at ${doomed.url}: start the server, or name another one`;
    expect(run).toMatchObject({ exitCode: 3, verdicts: [`error (${nothing})`] });
  });

  it.concurrent("takes a kernel that the server culled for an error, not for one that died", async () => {
    const options = ["cull_idle_timeout=2", "cull_interval=1", "cull_connected=True", "cull_busy=True"];
    await using culling = await startJupyterServer({ args: options.map((each) => `--MappingKernelManager.${each}`) });
    await using lesson = await makeLesson("  - timeout: 8s\n    code: |\n      import time\n      time.sleep(60)\n");
    const { exitCode, verdicts } = await lesson.validate(culling);
    expect(exitCode).toBe(3);
    expect(verdicts).toEqual([expect.stringMatching(/^error \(The kernel is not on http:\S+ any more/)]);
  });

  it.concurrent("takes output that the server dropped, above its rate or by a fault of its own, for an error", async () => {
    // With the second option, jupyter_server 2 passes nothing on after an exception.
    const args = ["--ServerApp.iopub_msg_rate_limit=20", "--MappingKernelManager.allow_tracebacks=False"];
    await using strict = await startJupyterServer({ args });
    await using lesson = await makeLesson(`
  - code: |
      for n in range(500): print(n, flush=True)
    expect: |
      0
      ...
      499
  - timeout: 60s
    code: 1 / 0
    expect: { error: { name: ZeroDivisionError } }
`);
    const { exitCode, verdicts } = await lesson.validate(strict);
    expect(exitCode).toBe(3);
    expect(verdicts).toEqual([
      expect.stringMatching(/^error \(The server dropped output, .* --ServerApp.iopub_msg_rate_limit=0\)$/),
      "error (The server sent the cell's reply, but not all of its output)",
    ]);
  });

  it.concurrent("sends the cookie against forged requests back to a server without a token", async () => {
    await using open = await startJupyterServer({ token: "" });
    await using lesson = await makeLesson("  - code: |\n      print(1)  # => 1\n");
    expect(await lesson.validate(open)).toMatchObject({ exitCode: 0, verdicts: ["passed"] });
    expect(open.log()).not.toContain("XSRF");
  });
});
