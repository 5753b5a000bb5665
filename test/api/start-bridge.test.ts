import { describe, expect, it } from "vitest";

import { startBridge } from "../../src/api/start-bridge.ts";
import { fakeProvider } from "../bridge/fake-kernel.ts";

const python = { name: "python3", displayName: "Python 3", language: "python", resourceDir: "", spec: {} };

describe("startBridge()", () => {
  it("serves a provider's kernels, which stay its owner's", async () => {
    const provider = fakeProvider([python as never]);
    let disposed = false;
    provider[Symbol.asyncDispose] = async () => void (disposed = true);
    const bridge = await startBridge({ provider, token: "some-token" });
    expect(new URL(bridge.url).hostname).toBe("127.0.0.1");
    const headers = { Authorization: `token ${bridge.token}` };
    const body = JSON.stringify({ name: "python3", env: { KERNEL_USERNAME: "ada" } });
    const { status } = await fetch(new URL("api/kernels", bridge.url), { method: "POST", headers, body });
    await bridge[Symbol.asyncDispose]();
    const [kernel] = provider.kernels;
    expect([bridge.token, status, kernel?.calls, disposed]).toEqual(["some-token", 201, ["shutdown"], false]);
  });

  it("makes a token up, and lets nobody in without it", async () => {
    await using bridge = await startBridge({ provider: fakeProvider([]) });
    expect(bridge.token).toMatch(/^[0-9a-f]{48}$/);
    expect((await fetch(new URL("api/kernelspecs", bridge.url))).status).toBe(403);
  });

  it("has the kernels of this machine and the embedded one by default", async () => {
    await using bridge = await startBridge();
    const headers = { Authorization: `token ${bridge.token}` };
    const answer = await fetch(new URL("api/kernelspecs", bridge.url), { headers });
    expect(await answer.json()).toMatchObject({ kernelspecs: { pyodide: { name: "pyodide" } } });
  });

  it("rejects where its port is taken", async () => {
    await using first = await startBridge({ provider: fakeProvider([]) });
    const port = Number(new URL(first.url).port);
    await expect(startBridge({ provider: fakeProvider([]), port })).rejects.toThrow(`port ${port}: the port is taken`);
  });
});
