import { beforeEach, describe, expect, it } from "vitest";

import type { KernelExit } from "../../../src/kernel/kernel.ts";
import type { KernelHost } from "../../../src/kernel/zmq/kernel-host.ts";
import type { KernelProcess } from "../../../src/kernel/zmq/kernel-process.ts";
import { lendHost } from "../../../src/targets/processes/lent-host.ts";
import { createGate, type Gate } from "../../kernel/gate.ts";

const options = { argv: ["python"], env: { A: "1" }, cwd: "/", folder: "/run/1" };
const full = Object.assign(new Error("spawn sh EMFILE"), { code: "EMFILE" });

interface FakeHost extends KernelHost {
  /** What happened, in its order. */
  readonly log: string[];
  /** Ends a process. */
  readonly exit: (pid: number, exit: KernelExit) => void;
  /** Before it is opened, and before a process is there. */
  opening: Gate | undefined;
  launching: Gate | undefined;
  failure: Error | undefined;
}

/** Its processes have the ids 101, 102, …, and end when they are killed. */
function fakeHost(): FakeHost {
  const exits = new Map<number, (exit: KernelExit) => void>();
  let folders = 0;
  const host: FakeHost = {
    log: [],
    exit: (pid, exit) => exits.get(pid)?.(exit),
    opening: undefined,
    launching: undefined,
    failure: undefined,
    async open(name) {
      await host.opening?.opened;
      if (host.failure !== undefined) throw host.failure;
      return {
        runFolder: { kernelFolder: async () => await Promise.resolve(`/run/${(folders += 1)}`) },
        launcher: { launch: async (_, kernelName) => await launch(kernelName), prepare: async () => undefined },
        name,
      };
    },
    [Symbol.asyncDispose]: async () => void host.log.push("host ended"),
  };
  async function launch(kernelName: string): Promise<KernelProcess> {
    await host.launching?.opened;
    const pid = 101 + exits.size;
    host.log.push(`${kernelName} launched as ${pid}`);
    const exited = new Promise<KernelExit>((resolve) => exits.set(pid, resolve));
    void exited.then(() => host.log.push(`${pid} ended`));
    return {
      pid,
      publishesAll: true,
      exited,
      signal(signal) {
        host.log.push(`${pid} gets ${signal}`);
        exits.get(pid)?.({ signal });
      },
    };
  }
  return host;
}

let host: FakeHost;
beforeEach(() => {
  host = fakeHost();
});

/** All that can happen by itself has happened. */
async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

describe("lendHost()", () => {
  it("launches for the borrower, and tells when it ended and how", async () => {
    await using lent = lendHost(host);
    const { calls } = lent;
    expect(await calls.kernelFolder("python3")).toEqual({ value: "/run/1" });
    expect(await calls.launch(options, "python3")).toEqual({ value: { id: 1, pid: 101, publishesAll: true } });
    expect(await calls.launch(options, "other")).toEqual({ value: { id: 2, pid: 102, publishesAll: true } });
    const exited = calls.exited(2);
    host.exit(102, { exitCode: 3, stderrTail: "no luck\n" });
    expect(await exited).toEqual({ exitCode: 3, stderrTail: "no luck\n" });
    host.exit(101, { exitCode: 0 });
    // Also where it is asked later.
    expect(await calls.exited(1)).toEqual({ exitCode: 0 });
    expect(host.log).toEqual(["python3 launched as 101", "other launched as 102", "102 ended", "101 ended"]);
  });

  it("knows nothing of a process that it did not launch, or of which it has told", async () => {
    await using lent = lendHost(host);
    await lent.calls.launch(options, "python3");
    host.exit(101, { exitCode: 0 });
    await lent.calls.exited(1);
    expect([await lent.calls.exited(1), await lent.calls.exited(9)]).toEqual([{}, {}]);
  });

  it("tells what was thrown with its code", async () => {
    await using lent = lendHost(host);
    host.failure = new Error("The kernel python3 did not start", { cause: full });
    const thrown = { message: "The kernel python3 did not start", code: "EMFILE" };
    expect(await lent.calls.kernelFolder("python3")).toEqual({ thrown });
    expect(await lent.calls.launch(options, "python3")).toEqual({ thrown });
  });

  it("ends what still runs when it is disposed, and leaves the host to its owner", async () => {
    const lent = lendHost(host);
    await lent.calls.launch(options, "python3");
    await lent.calls.launch(options, "python3");
    host.exit(101, { exitCode: 0 });
    await lent.calls.exited(1);
    await lent[Symbol.asyncDispose]();
    expect(host.log.slice(2)).toEqual(["101 ended", "102 gets SIGKILL", "102 ended"]);
  });

  it.each(["opening", "launching"] as const)(
    "kills what was launched for a borrower that is gone, and waits for its end, where the host was still %s",
    async (moment) => {
      const gate = createGate();
      host[moment] = gate;
      const lent = lendHost(host);
      const launched = lent.calls.launch(options, "python3");
      await settled();
      const disposed = lent[Symbol.asyncDispose]().then(() => void host.log.push("disposed"));
      await settled();
      expect(host.log).toEqual([]);
      gate.open();
      await Promise.all([launched, disposed]);
      expect(host.log.filter((each) => each !== "101 gets SIGKILL")).toEqual([
        "python3 launched as 101",
        "101 ended",
        "disposed",
      ]);
      expect(host.log).toContain("101 gets SIGKILL");
    },
  );

  it("ends although a launch fails for a borrower that is gone", async () => {
    const gate = createGate();
    host.opening = gate;
    const lent = lendHost(host);
    const launched = lent.calls.launch(options, "python3");
    const disposed = lent[Symbol.asyncDispose]();
    host.failure = full;
    gate.open();
    await disposed;
    expect(await launched).toEqual({ thrown: { message: "spawn sh EMFILE", code: "EMFILE" } });
  });
});
