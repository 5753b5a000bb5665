// npm run test:servers: the course on each kind of server, and what only that kind does.
import { describe, expect, it } from "vitest";

import { makeLesson, runningKernels, validateOn } from "../e2e/servers/course-on-server.ts";
import { startEnterpriseGateway } from "./start-enterprise-gateway.mjs";
import { startJupyterServer } from "./start-jupyter-server.mjs";
import { startJupyterhub } from "./start-jupyterhub.mjs";
import { startKernelGateway } from "./start-kernel-gateway.mjs";

const PASSES = "  - code: |\n      import time\n      time.sleep(1)\n      print(1)  # => 1\n";

describe.each([
  ["jupyter_server", async () => await startJupyterServer()],
  [
    "jupyter_kernel_gateway",
    async () => await startKernelGateway({ args: ["--JupyterWebsocketPersonality.list_kernels=True"] }),
  ],
  [
    "jupyter_enterprise_gateway",
    async () => await startEnterpriseGateway({ args: ["--EnterpriseGatewayApp.list_kernels=True"] }),
  ],
  ["JupyterHub with a local spawner", async () => await startJupyterhub()],
])("nbproof validate --server on %s", (_, start) => {
  it("passes the course, leaves no kernel there, and names a wrong token", async () => {
    await using server = await start();
    const { exitCode, stdout, stderr } = await validateOn(server);
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/6 lessons, 100 steps: \d+ passed, \d+ skipped/);
    console.log(stdout.split("\n").at(-3));
    expect(await runningKernels(server)).toEqual([]);
    const wrong = await validateOn({ url: server.url, token: "wrong" });
    expect(wrong.exitCode).toBe(3);
    expect(wrong.stderr).toContain(`${server.url} does not accept the token`);
  });
});

describe("nbproof validate --server on jupyter_kernel_gateway", () => {
  it("waits where the gateway runs so many kernels and no more", async () => {
    await using server = await startKernelGateway({ args: ["--KernelGatewayApp.max_kernels=1"] });
    await using first = await makeLesson(PASSES);
    await using second = await makeLesson(PASSES);
    const { exitCode, stdout } = await validateOn(server, [first.file, second.file, "--jobs", "2"]);
    expect(stdout).toContain("2 lessons, 2 steps: 2 passed");
    expect(exitCode).toBe(0);
  });
});

describe("nbproof validate --server on jupyter_enterprise_gateway", () => {
  it("says what to do where the gateway starts no kernels for the user", async () => {
    await using server = await startEnterpriseGateway();
    await using lesson = await makeLesson(PASSES);
    const { exitCode, verdicts } = await lesson.validate(server, { env: { KERNEL_USERNAME: "root" } });
    expect(exitCode).toBe(3);
    expect(verdicts).toEqual([expect.stringContaining("set KERNEL_USERNAME to a user that it accepts")]);
  });

  it("takes an exception that the gateway hides for an error", async () => {
    await using server = await startEnterpriseGateway({
      args: ["--RemoteMappingKernelManager.allow_tracebacks=False"],
    });
    await using lesson = await makeLesson("  - code: 1 / 0\n    expect: { error: { name: ZeroDivisionError } }\n");
    const { exitCode, verdicts } = await lesson.validate(server);
    expect(exitCode).toBe(3);
    expect(verdicts).toEqual([expect.stringContaining("--MappingKernelManager.allow_tracebacks=True")]);
  });
});

describe("nbproof validate --server on JupyterHub", () => {
  it("tells the Hub from a server in it, and a user whose server does not run", async () => {
    await using server = await startJupyterhub();
    const bob = server.url.replace("/ada/", "/bob/");
    expect((await validateOn({ ...server, url: bob })).stderr).toBe(
      `nbproof: The Hub has no server running at ${bob}: start it there first, then try again\n`,
    );
    const hub = new URL("/", server.url).href;
    expect((await validateOn({ ...server, url: hub })).stderr).toBe(
      `nbproof: ${hub} is a JupyterHub: name your own server in it, such as ${hub}user/ada/\n`,
    );
  });
});
