import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { startBridge } from "../../src/bridge/bridge.ts";
import { openSocketClient, printed } from "../e2e/socket-client.ts";
import { fakeKernels } from "../kernel/zmq/fake-kernels.ts";

/** 10 in the soak test. */
const seconds = Number(process.env["NBPROOF_FLOOD_SECONDS"] ?? 1);

describe("the bridge", () => {
  it("loses none of 10,000 messages a second, for two clients", async () => {
    await using fakes = await fakeKernels();
    const env = { PATH: "/usr/bin:/bin" };
    await using bridge = await startBridge({ provider: fakes.provider, env, allowEnv: [], cwd: tmpdir() });
    const headers = { authorization: `token ${bridge.token}` };
    const response = await fetch(new URL("/api/kernels", bridge.url), {
      method: "POST",
      headers,
      body: '{"name":"fake"}',
    });
    const { id } = (await response.json()) as { id: string };
    const url = `${bridge.url}api/kernels/${id}/channels?token=${bridge.token}`;
    const clients = [await openSocketClient(url), await openSocketClient(url)];
    const count = 10_000 * seconds;
    const ended = clients.map((client) => client.first(({ content }) => content.text === String(count - 1)));
    clients[0]?.execute(`rate 10000 ${seconds}`);
    await Promise.all(ended);
    for (const { messages } of clients) {
      expect(messages.filter(({ type }) => type === "stream")).toHaveLength(count);
      expect(printed(messages)).toBe(Array.from({ length: count }, (_, line) => line).join(""));
    }
  });
});
