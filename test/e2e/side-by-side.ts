import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startBridge } from "../../src/bridge/bridge.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { startJupyterServer } from "../servers/start-jupyter-server.mjs";
import { makeServerVenv } from "../servers/server-venv.mjs";

/** A server that tests talk to. */
export interface TestServer {
  readonly url: string;
  readonly token: string;
}

/** Our bridge and a jupyter_server, with the same kernelspec, which is one of jupyter_server's own environment. */
export interface SideBySide extends AsyncDisposable {
  readonly bridge: TestServer;
  readonly jupyterServer: TestServer;
  /** The interpreter of that environment. */
  readonly python: string;
}

/** Starts both. */
export async function startSideBySide(): Promise<SideBySide> {
  const python = await makeServerVenv("jupyter-server");
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  const env = { PATH: `${dirname(python)}:/usr/bin:/bin`, HOME: folder, IPYTHONDIR: folder };
  const share = join(dirname(dirname(python)), "share", "jupyter");
  const provider = createZmqKernels({ env: { ...env, JUPYTER_PATH: share, JUPYTER_DATA_DIR: folder }, cwd: folder });
  const bridge = await startBridge({ provider, env, allowEnv: ["KERNEL_*"], cwd: folder });
  const jupyterServer = await startJupyterServer();
  return {
    bridge,
    jupyterServer,
    python,
    async [Symbol.asyncDispose]() {
      await jupyterServer[Symbol.asyncDispose]();
      await bridge[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
