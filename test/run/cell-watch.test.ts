import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Observation } from "../../src/model/observation.ts";
import { CellOutputs } from "../../src/run/cell-outputs.ts";
import { executeCell, type ListenedKernel } from "../../src/run/execute-cell.ts";
import { type StartedKernel, startKernel } from "../../src/client/start-kernel.ts";
import { type FakeServer, openServer, type Script } from "../client/fake-server.ts";

let server: FakeServer;
let kernel: StartedKernel & ListenedKernel;

beforeEach(async () => {
  server = await openServer();
  const started = await startKernel(server.settings, { name: "python3", env: {}, cwd: "/" });
  kernel = { ...started, outputs: new CellOutputs(started.connection) };
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(async () => {
  vi.useRealTimers();
  kernel.connection.dispose();
  await server[Symbol.asyncDispose]();
});

/** Executes a cell, while time goes on by a second whenever all that has come was read. */
async function execute(script: Script): Promise<Observation> {
  server.cells["x"] = script;
  const ended = new AbortController();
  const execution = executeCell(kernel, "x", { timeout: 600_000, outputLimit: 1000, input: [] });
  void execution.finally(() => ended.abort()).catch(() => undefined);
  while (!ended.signal.aborted) {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(1000);
  }
  return (await execution).seen;
}

const lost = (reason: string, code: string): unknown => ({ kind: "lost", reason, code });

describe("CellWatch", () => {
  it("gives up on a cell that never begins", async () => {
    server.isDeaf = true;
    const { ending, duration } = await execute(() => undefined);
    expect(ending).toEqual(lost("The kernel did not begin to execute the cell", "server-lost"));
    expect(duration).toBe(0);
  });

  it("gives up on a cell whose reply came and whose output does not", async () => {
    const { ending } = await execute((cell) => cell.reply({ status: "ok", execution_count: 1 }));
    expect(ending).toEqual(lost("The server sent the cell's reply, but not all of its output", "output-dropped"));
  });

  it("goes on as long as output comes after the reply", async () => {
    const { ending, outputs } = await execute((cell) => {
      cell.reply({ status: "ok", execution_count: 1 });
      setTimeout(() => cell.print("a"), 8000);
      setTimeout(() => cell.print("b"), 16_000);
      setTimeout(() => cell.idle(), 24_000);
    });
    expect([ending, outputs]).toEqual([{ kind: "completed" }, [{ type: "stream", name: "stdout", text: "ab" }]]);
  });

  it("starts no timer for what comes of a cell that nobody waits for any more: it would keep the process", async () => {
    const stop = new AbortController();
    server.cells["x"] = () => stop.abort(new Error("stopped"));
    const options = { timeout: 600_000, outputLimit: 1000, input: [], signal: stop.signal };
    await expect(executeCell(kernel, "x", options)).rejects.toThrow("stopped");
    const before = vi.getTimerCount();
    const replied = new Promise((resolve) => kernel.connection.anyMessage.connect((_, { msg }) => resolve(msg)));
    server.last?.reply({ status: "ok", execution_count: 1 });
    await replied;
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(vi.getTimerCount()).toBe(before);
  });

  it("is told when the way to the kernel is lost for good", async () => {
    const { ending } = await execute((cell) => {
      server.verify = () => 404;
      cell.cut();
    });
    const reason = `The kernel is not on ${server.url} any more: did the server end it for being idle too long, or did somebody?`;
    expect(ending).toEqual(lost(reason, "server-lost"));
  });

  it("finds that the way was lost before the cell", async () => {
    kernel.health.gone("Gone before");
    expect((await execute(() => undefined)).ending).toEqual(lost("Gone before", "server-lost"));
  });

  it("asks the kernel something else where the end may have been lost with a cut", async () => {
    const { ending } = await execute((cell) => cell.cut());
    const reason = "The connection to the kernel was cut, and the end of the cell was lost with it";
    expect(ending).toEqual(lost(reason, "server-lost"));
  });
});
