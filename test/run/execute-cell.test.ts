import { setTimeout } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Observation } from "../../src/model/observation.ts";
import { executeCell, type ExecuteOptions, type ListenedKernel, needsNewKernel } from "../../src/run/execute-cell.ts";
import { CellOutputs } from "../../src/run/cell-outputs.ts";
import { OutputCollector } from "../../src/run/output-collector.ts";
import { deleteKernel, type StartedKernel, startKernel } from "../../src/client/start-kernel.ts";
import { type FakeServer, openServer, type Script } from "../client/fake-server.ts";

let server: FakeServer;
let kernel: StartedKernel & ListenedKernel;

async function open(options: { readonly foreign?: boolean } = {}): Promise<void> {
  server = await openServer(options);
  const started = await startKernel(server.settings, { name: "python3", env: {}, cwd: "/" });
  kernel = { ...started, outputs: new CellOutputs(started.connection) };
}

async function close(): Promise<void> {
  kernel.outputs[Symbol.dispose]();
  kernel.connection.dispose();
  await deleteKernel(server.settings, kernel.model.id);
  await server[Symbol.asyncDispose]();
}

beforeEach(() => open());
afterEach(async () => {
  vi.restoreAllMocks();
  await close();
});

const options: ExecuteOptions = { timeout: 30_000, outputLimit: 1000, input: [] };

async function execute(script: Script, more: Partial<ExecuteOptions> = {}): Promise<Observation> {
  server.cells["x"] = script;
  return (await executeCell(kernel, "x", { ...options, ...more })).seen;
}

const stdout = (text: string): unknown => ({ type: "stream", name: "stdout", text });

describe("executeCell()", () => {
  it("gives what a cell printed, its execution count and how it ended", async () => {
    const seen = await execute((cell) => {
      cell.print("a");
      cell.end({ execution_count: 3 });
    });
    expect(seen).toEqual({
      outputs: [stdout("a")],
      ending: { kind: "completed" },
      executionCount: 3,
      prompts: [],
      duration: expect.any(Number) as number,
    });
  });

  it("takes an error from the reply where none was published", async () => {
    const raised = { status: "error", ename: "E", evalue: "m", traceback: ["t"] };
    const seen = await execute((cell) => cell.end(raised));
    expect(seen.outputs).toEqual([{ type: "error", name: "E", message: "m", traceback: ["t"] }]);
  });

  it("answers questions in order, and refuses those beyond the answers", async () => {
    const answers: string[] = [];
    const seen = await execute(
      async (cell) => {
        answers.push(await cell.ask("name"), await cell.ask("age"));
        cell.end();
      },
      { input: ["Ada"] },
    );
    expect(answers).toEqual(["Ada", "\u0004"]);
    expect(seen.prompts).toEqual([
      { prompt: "name", answered: true },
      { prompt: "age", answered: false },
    ]);
  });

  it("tells which commands failed", async () => {
    const answer = { status: "ok", data: { "text/plain": '[["false", 1]]' }, metadata: {} };
    const seen = await execute((cell) => cell.end({ user_expressions: { nbproof: answer } }));
    expect(seen.failedCommands).toEqual([{ command: "false", exitCode: 1 }]);
  });

  it("interrupts a cell that takes too long", async () => {
    const seen = await execute(
      (cell) => {
        server.interrupted = () => cell.end();
      },
      { timeout: 20 },
    );
    expect(seen.ending).toEqual({ kind: "timed-out", timeout: 20, restarted: false });
    expect(needsNewKernel(seen.ending)).toBe(false);
  });

  it("says that a new kernel is needed where the interrupt does not help", async () => {
    const seen = await execute(() => undefined, { timeout: 20 });
    expect(seen.ending).toEqual({ kind: "timed-out", timeout: 20, restarted: true });
    expect(needsNewKernel(seen.ending)).toBe(true);
  });

  it("says so where the server refuses to interrupt", async () => {
    server.rest = ({ url }, response) => {
      if (url?.includes("interrupt") !== true) return false;
      response.writeHead(500).end("{}");
      return true;
    };
    const seen = await execute(() => undefined, { timeout: 20 });
    expect(seen.ending).toEqual({ kind: "timed-out", timeout: 20, restarted: true });
  });

  it("tells an absent kernel from a slow one", async () => {
    server.rest = ({ url, method }, response) => {
      if (method === "POST" && url?.endsWith("/api/kernels") === true) return false;
      response.writeHead(404).end("{}");
      return true;
    };
    const seen = await execute(() => undefined, { timeout: 20 });
    expect(seen.ending).toMatchObject({ kind: "lost", code: "server-lost" });
    expect(needsNewKernel(seen.ending)).toBe(true);
  });

  it("interrupts a cell that puts out more bytes than it may, and keeps little of it", async () => {
    const seen = await execute(
      (cell) => {
        server.interrupted = () => cell.end();
        cell.print("é".repeat(50_000));
      },
      { outputLimit: 99_999 },
    );
    expect(seen.ending).toEqual({ kind: "flooded", limit: 99_999, restarted: false });
    expect(seen.outputs).toEqual([stdout(`${"é".repeat(10_000)}\n…\n${"é".repeat(10_000)}`)]);
  });

  it("takes a message that is too large to be read for a flood", async () => {
    const seen = await execute((cell) => {
      server.resumed = (again) => again(cell).end();
      cell.send(Buffer.alloc(100 * 2 ** 20 + 1));
    });
    expect(seen.ending).toEqual({ kind: "flooded", limit: 1000, restarted: false });
    expect(seen).not.toHaveProperty("resumed");
  });

  it("tells that a kernel died, and what its server knows of it", async () => {
    server.rest = ({ method }, response) => {
      if (method !== "GET") return false;
      const nbproof = { exit: 3, signal: "SIGSEGV", stderrTail: "last words" };
      response.writeHead(200).end(JSON.stringify({ id: kernel.model.id, name: "python3", nbproof }));
      return true;
    };
    const seen = await execute((cell) => cell.publish("status", { execution_state: "restarting" }));
    const death = { exitCode: 3, signal: "SIGSEGV", stderrTail: "last words" };
    expect(seen.ending).toEqual({ kind: "died", death });
  });

  it("tells a lost server from a dead kernel", async () => {
    server.rest = ({ method }, response) => {
      if (method !== "GET") return false;
      response.writeHead(500).end("{}");
      return true;
    };
    const seen = await execute((cell) => cell.publish("status", { execution_state: "restarting" }));
    expect(seen.ending).toMatchObject({ kind: "lost", code: "server-lost" });
  });

  it("says that the connection was cut while the cell ran", async () => {
    const seen = await execute((cell) => {
      cell.cut();
      // The client connects anew, and the server has another socket then.
      server.resumed = (again) => {
        again(cell).print("b");
        again(cell).end();
      };
    });
    expect(seen).toMatchObject({ outputs: [stdout("b")], ending: { kind: "completed" }, resumed: true });
  });

  it("takes busy and idle of another request, as of the one that follows an interrupt, for nothing of its own", async () => {
    const info = { msg_id: "info", session: kernel.connection.clientId };
    const seen = await execute(
      async (cell) => {
        cell.publish("status", { execution_state: "busy" }, info);
        cell.publish("status", { execution_state: "idle" }, info);
        await setTimeout(100);
        server.interrupted = () => cell.end();
        cell.print("x".repeat(2000));
      },
      { timeout: 3000 },
    );
    expect(seen.ending).toEqual({ kind: "flooded", limit: 1000, restarted: false });
    expect(seen.duration).toBeGreaterThan(90);
  });

  it("ends when the run is ended", async () => {
    const run = new AbortController();
    const execution = execute(() => run.abort(new Error("ended")), { signal: run.signal });
    await expect(execution).rejects.toThrow("ended");
    await expect(execute(() => undefined, { signal: run.signal })).rejects.toThrow("ended");
  });

  it("throws a bug of ours, which the client would log and forget", async () => {
    vi.spyOn(OutputCollector.prototype, "add").mockImplementation(() => {
      throw new RangeError("ours");
    });
    await expect(execute((cell) => cell.end())).rejects.toThrow(new RangeError("ours"));
  });
});

describe("executeCell() on somebody else's server", () => {
  it("does not take output for whole from which the server dropped some", async () => {
    await close();
    await open({ foreign: true });
    const note = "IOPub data rate exceeded.\nThe Jupyter server …\n`--ServerApp.iopub_data_rate_limit`.\n";
    const seen = await execute((cell) => {
      cell.publish("stream", { name: "stderr", text: note });
      cell.end();
    });
    expect(seen.ending).toMatchObject({ kind: "lost", code: "output-dropped" });
  });
});

describe("executeCell() with odd messages", () => {
  it.each([
    ["display_data", { data: { "text/plain": "x" } }, { type: "display", mime: { "text/plain": "x" } }],
    ["error", { ename: "E", evalue: "m" }, { type: "error", name: "E", message: "m", traceback: [] }],
  ])("takes %s %j", async (type, content, output) => {
    const seen = await execute((cell) => {
      cell.publish(type, content);
      cell.end();
    });
    expect(seen).toMatchObject({ outputs: [output], ending: { kind: "completed" } });
    expect(seen).not.toHaveProperty("refused");
  });

  it.each([
    ["status", { execution_state: "thinking" }],
    ["comm_msg", { data: {} }],
    ["comm_open", null],
    ["nobody_knows", [1]],
  ])("passes over %s %j", async (type, content) => {
    const seen = await execute((cell) => {
      cell.publish(type, content);
      cell.print("a");
      cell.end();
    });
    expect(seen).toMatchObject({ outputs: [stdout("a")], ending: { kind: "completed" } });
    expect(seen).not.toHaveProperty("refused");
  });

  it.each([
    ["stream", { text: "x" }, '"stream" without a name (text: "x")'],
    ["clear_output", {}, '"clear_output" without wait'],
    ["error", null, '"error" without content'],
  ])("says that %s %j was refused, and takes all else", async (type, content, reason) => {
    const seen = await execute((cell) => {
      cell.print("a");
      cell.publish(type, content);
      cell.print("b");
      cell.end();
    });
    expect(seen).toMatchObject({ outputs: [stdout("ab")], ending: { kind: "completed" }, refused: [reason] });
  });

  it("says of the running cell what comes for nobody and cannot be read, and no more than a few times", async () => {
    const seen = await execute((cell) => {
      for (let count = 0; count < 9; count++) cell.send(count % 2 === 0 ? "spam" : Buffer.from("spam"));
      cell.end();
    });
    expect(seen.refused).toEqual(Array.from({ length: 5 }, () => "something that cannot be read"));
    expect((await execute((cell) => cell.end())).refused).toBeUndefined();
  });

  it("comes to the end of a cell whose reply says nothing", async () => {
    const seen = await execute((cell) => {
      cell.reply(null);
      cell.idle();
    });
    expect(seen.ending).toEqual({ kind: "completed" });
  });
});

describe("ExecutedCell.latest()", () => {
  it("gives the same object until something comes, and then what came in it", async () => {
    let late: (() => void) | undefined;
    server.cells["task"] = (cell) => {
      cell.print("a");
      cell.end();
      late = () => cell.print("b");
    };
    const cell = await executeCell(kernel, "task", options);
    expect(cell.latest()).toBe(cell.seen);
    const next = await execute((other) => {
      late?.();
      other.print("c");
      other.end();
    });
    expect(next.outputs).toEqual([stdout("c")]);
    expect(cell.seen.outputs).toEqual([stdout("a")]);
    expect(cell.latest()).toEqual({ ...cell.seen, outputs: [stdout("ab")] });
    expect(cell.latest()).toBe(cell.latest());
  });

  it("says that what came late was too much", async () => {
    server.cells["task"] = (cell) => {
      cell.end();
      cell.print("x".repeat(2000));
    };
    const cell = await executeCell(kernel, "task", options);
    await execute((other) => other.end());
    expect(cell.latest().ending).toEqual({ kind: "flooded", limit: 1000, restarted: false, late: true });
  });

  it("gives what a thread prints while code of ours runs, and after, to the lesson's latest cell", async () => {
    server.cells["lesson"] = (cell) => cell.end();
    const cell = await executeCell(kernel, "lesson", options);
    server.cells["ours"] = (ours) => {
      ours.print("from a ");
      ours.end();
      ours.print("thread");
    };
    await executeCell(kernel, "ours", { ...options, silent: true, isOurs: true });
    server.cells["ours"] = (ours) => ours.end();
    await executeCell(kernel, "ours", { ...options, silent: true, isOurs: true });
    expect(cell.latest().outputs).toEqual([stdout("from a thread")]);
  });

  it("gives what a thread prints after another request of ours to the lesson's latest cell, and nothing of others", async () => {
    server.cells["lesson"] = (cell) => cell.end();
    const cell = await executeCell(kernel, "lesson", options);
    const session = kernel.connection.clientId;
    await execute((other) => {
      other.publish("stream", { name: "stdout", text: "b" }, { msg_id: "info", session });
      other.publish("stream", { name: "stdout", text: "c" }, { msg_id: "1", session: "somebody else's" });
      other.end();
    }).then((seen) => expect(seen.outputs).toEqual([stdout("b")]));
    expect(cell.latest()).toBe(cell.seen);
  });

  it("changes a running cell's display where an earlier cell's task does", async () => {
    const transient = { display_id: "d" };
    let late: (() => void) | undefined;
    server.cells["task"] = (cell) => {
      late = () => cell.publish("update_display_data", { data: { "text/plain": "2" }, metadata: {}, transient });
      cell.end();
    };
    const cell = await executeCell(kernel, "task", options);
    const seen = await execute((other) => {
      other.publish("display_data", { data: { "text/plain": "1" }, metadata: {}, transient });
      late?.();
      other.end();
    });
    expect(seen.outputs).toEqual([{ type: "display", mime: { "text/plain": "2" }, displayId: "d" }]);
    expect(cell.latest().updates).toEqual([{ mime: { "text/plain": "2" }, displayId: "d" }]);
  });
});
