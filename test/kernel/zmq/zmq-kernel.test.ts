import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createGate } from "../gate.ts";
import { recordedClient, statesIn } from "../recorded-client.ts";
import { fakeKernels, type FakeKernels, type FakeKernelsOptions } from "./fake-kernels.ts";

let kernels: FakeKernels | undefined;

async function open(options?: FakeKernelsOptions): Promise<FakeKernels> {
  kernels = await fakeKernels(options);
  return kernels;
}

afterEach(async () => {
  await kernels?.[Symbol.asyncDispose]();
});

describe("ZmqKernel.connect()", () => {
  it.each(["ipc", "tcp"] as const)("loses no first output over %s, however late iopub is bound", async (transport) => {
    const kernel = await (await open({ transport })).start({ FAKE_LATE_IOPUB: "150" });
    const client = await recordedClient(kernel);
    expect(await client.run("print hello")).toEqual(["hello"]);
  });

  it("shows a client nothing of what the kernel was asked before", async () => {
    const kernel = await (await open()).start();
    const client = await recordedClient(kernel);
    const id = await client.execute("print hello");
    await client.find(({ type }) => type === "execute_reply");
    expect(client.seen.filter(({ parent }) => parent !== id)).toEqual([]);
  });

  it("drops a message with a forged signature", async () => {
    const client = await recordedClient(await (await open()).start());
    expect(await client.run("forge right")).toEqual(["right"]);
  });

  it("takes replies and questions to the client that asked, and iopub to all", async () => {
    const kernel = await (await open()).start();
    const [asking, other] = [await recordedClient(kernel), await recordedClient(kernel)];
    await asking.run("ask");
    await asking.find(({ channel }) => channel === "stdin");
    await other.find(({ content }) => content["execution_state"] === "idle");
    expect(new Set(asking.seen.map(({ channel }) => channel))).toEqual(new Set(["iopub", "shell", "stdin"]));
    expect(new Set(other.seen.map(({ channel }) => channel))).toEqual(new Set(["iopub"]));
  });

  it("holds messages back while a client's promise is open", async () => {
    const kernel = await (await open()).start();
    const gate = createGate();
    const first = createGate();
    const types: unknown[] = [];
    const slow = await kernel.connect({
      async onMessage({ parts }) {
        types.push(JSON.parse(Buffer.from(parts[0] ?? []).toString()).msg_type);
        first.open();
        await gate.opened;
      },
    });
    const client = await recordedClient(kernel);
    await client.execute("print hello");
    await Promise.all([first.opened, client.find(({ type }) => type === "execute_reply")]);
    expect(types).toEqual(["status"]);
    gate.open();
    await client.find(({ content }) => content["execution_state"] === "idle");
    expect(types).toEqual(["status", "stream", "status"]);
    await slow[Symbol.asyncDispose]();
  });
});

describe("ZmqKernel.restart()", () => {
  it("keeps id and clients, and says idle when the new process is ready", async () => {
    const kernel = await (await open()).start();
    const { id } = kernel;
    const client = await recordedClient(kernel);
    await kernel.restart();
    expect(kernel.id).toBe(id);
    expect(statesIn(client.seen)).toEqual(["idle"]);
    expect(await client.run("print again")).toEqual(["again"]);
  });

  it("keeps what a client sends meanwhile for the new process", async () => {
    const kernel = await (await open()).start();
    const client = await recordedClient(kernel);
    const restarted = kernel.restart();
    const output = client.run("print kept");
    await restarted;
    expect(await output).toEqual(["kept"]);
  });
});

describe("ZmqKernel", () => {
  it("starts again after a death, having handed on all that was published before", async () => {
    const kernel = await (await open()).start();
    const client = await recordedClient(kernel);
    const slow = await kernel.connect({ onMessage: () => setTimeout(1) });
    await client.execute("flood 500 3");
    await client.find(({ content, parent }) => content["execution_state"] === "idle" && parent === "");
    const shown = client.seen.map(({ type, content }) =>
      type === "stream" ? content["text"] : content["execution_state"],
    );
    const lines = Array.from({ length: 500 }, (_, index) => String(index + 1));
    expect(shown).toEqual(["busy", ...lines, "restarting", "idle"]);
    expect(kernel.lastExit).toEqual({ exitCode: 3 });
    expect(await client.run("print again")).toEqual(["again"]);
    await slow[Symbol.asyncDispose]();
  });

  it("is given up after five restarts in a row, until it is restarted", async () => {
    const kernel = await (await open()).start();
    const client = await recordedClient(kernel);
    const ends = (): unknown[] => statesIn(client.seen).filter((state) => state === "restarting" || state === "dead");
    for (let death = 1; death <= 6; death += 1) {
      await client.execute(`exit ${death}`);
      await client.find(() => ends().length === death);
    }
    expect(ends()).toEqual([...Array.from({ length: 5 }, () => "restarting"), "dead"]);
    expect(kernel.state).toBe("dead");
    expect(kernel.lastExit).toEqual({ exitCode: 6 });
    await expect(recordedClient(kernel)).rejects.toThrow("The kernel fake is dead (exit code 6); restart it");
    await kernel.restart();
    expect(await client.run("print back")).toEqual(["back"]);
  });
});

describe("ZmqKernel.interrupt()", () => {
  it("sends a signal and wakes the kernel, whose answer no client sees", async () => {
    const kernel = await (await open()).start();
    const client = await recordedClient(kernel);
    const id = await client.execute("sleep");
    await client.find(({ content }) => content["execution_state"] === "busy");
    await kernel.interrupt();
    await client.find(({ type }) => type === "execute_reply");
    expect(client.seen.filter(({ parent }) => parent !== id)).toEqual([]);
  });

  it("sends a message to a kernel that wants one", async () => {
    const kernel = await (await open({ interruptMode: "message" })).start();
    const client = await recordedClient(kernel);
    await client.execute("sleep");
    await kernel.interrupt();
    expect(await client.run("print not signalled")).toEqual(["not signalled"]);
    expect(client.seen.filter(({ type }) => type === "execute_reply")).toHaveLength(1);
  });
});

describe("ZmqKernel.shutdown()", () => {
  it("leaves nothing behind", async () => {
    const fake = await open();
    const kernel = await fake.start();
    await recordedClient(kernel);
    await kernel.shutdown();
    expect(kernel.state).toBe("dead");
    expect(kernel.lastExit).toBeUndefined();
    await fake.provider[Symbol.asyncDispose]();
    expect(await fake.leftovers()).toEqual([]);
  });

  it("kills a kernel that will not end", async () => {
    const fake = await open();
    const kernel = await fake.start({ FAKE_STUBBORN: "1" });
    await kernel.shutdown();
    await fake.provider[Symbol.asyncDispose]();
    expect(await fake.leftovers()).toEqual([]);
  }, 20_000);

  it("need not wait for a kernel that is being restarted", async () => {
    const fake = await open();
    const kernel = await fake.start();
    const restarted = kernel.restart();
    await Promise.all([kernel.shutdown(), expect(restarted).rejects.toThrow("The kernel fake is dead")]);
    expect(kernel.state).toBe("dead");
  });
});
