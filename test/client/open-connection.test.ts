import { setTimeout } from "node:timers/promises";

import type { Kernel } from "@jupyterlab/services";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";

import { startKernel } from "../../src/client/start-kernel.ts";
import { type FakeServer, openServer } from "./fake-server.ts";

afterEach(() => vi.restoreAllMocks());

/** A connection to a kernel that dies at its first cell. */
async function connectionToDying(server: FakeServer): Promise<Kernel.IKernelConnection> {
  server.otherwise = (cell) => cell.publish("status", { execution_state: "restarting" });
  return (await startKernel(server.settings, { name: "python3", env: {}, cwd: "/" })).connection;
}

/** Lets it die, and waits until the client has got so far in connecting anew. */
async function letDie(connection: Kernel.IKernelConnection, wanted: Kernel.ConnectionStatus): Promise<void> {
  const reached = new Promise<void>((resolve) => {
    connection.connectionStatusChanged.connect((_, status) => {
      if (status === wanted) resolve();
    });
  });
  connection.requestExecute({ code: "" }).done.catch(() => undefined);
  await reached;
}

it("openConnection() gives one that can be disposed of while the client connects anew, and nothing is thrown", async () => {
  const thrown: unknown[] = [];
  const note = (cause: unknown): void => void thrown.push(cause);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  await using server = await openServer();
  const connection = await connectionToDying(server);
  await letDie(connection, "connecting");
  connection.dispose();
  await setTimeout(50);
  expect(thrown).toEqual([]);
});

it("openConnection() leaves the console alone, also where a kernel dies and the client connects anew", async () => {
  const told: unknown[] = [];
  for (const level of ["debug", "log", "info", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => void told.push(words));
  }
  await using server = await openServer();
  const connection = await connectionToDying(server);
  const states: string[] = [];
  connection.statusChanged.connect((_, state) => void states.push(state));
  await letDie(connection, "connected");
  connection.dispose();
  expect(states).toContain("autorestarting");
  expect(told).toEqual([]);
  // It is whole again.
  console.debug("mine");
  expect(told).toEqual([["mine"]]);
});
