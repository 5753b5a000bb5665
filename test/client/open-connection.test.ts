import { setTimeout } from "node:timers/promises";

import { afterEach, expect, it, onTestFinished, vi } from "vitest";

import { startKernel } from "../../src/client/start-kernel.ts";
import { openServer } from "./fake-server.ts";

afterEach(() => vi.restoreAllMocks());

it("openConnection() gives one that can be disposed of while the client connects anew, and nothing is thrown", async () => {
  const thrown: unknown[] = [];
  const note = (cause: unknown): void => void thrown.push(cause);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  await using server = await openServer();
  server.otherwise = (cell) => cell.publish("status", { execution_state: "restarting" });
  const { connection } = await startKernel(server.settings, { name: "python3", env: {}, cwd: "/" });
  const restarts = new Promise<void>((resolve) => {
    connection.connectionStatusChanged.connect((_, status) => {
      if (status === "connecting") resolve();
    });
  });
  connection.requestExecute({ code: "" }).done.catch(() => undefined);
  await restarts;
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
  server.otherwise = (cell) => cell.publish("status", { execution_state: "restarting" });
  const { connection } = await startKernel(server.settings, { name: "python3", env: {}, cwd: "/" });
  const states: string[] = [];
  connection.statusChanged.connect((_, state) => void states.push(state));
  const connected = new Promise<void>((resolve) => {
    connection.connectionStatusChanged.connect((_, status) => {
      if (status === "connected") resolve();
    });
  });
  connection.requestExecute({ code: "" }).done.catch(() => undefined);
  await connected;
  connection.dispose();
  expect(states).toContain("autorestarting");
  expect(told).toEqual([]);
  // It is whole again.
  console.debug("mine");
  expect(told).toEqual([["mine"]]);
});
