import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { PREPARE_CODE } from "../../src/run/kernel-code.ts";
import { LessonKernel, speaksPython } from "../../src/run/lesson-kernel.ts";
import { readFacts } from "../../src/run/read-facts.ts";
import { InfrastructureError } from "../../src/client/server.ts";
import { type FakeServer, openServer } from "../client/fake-server.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const request = { name: "python3", env: {}, cwd: "/" };
const bash = { status: "ok", protocol_version: "5.3", implementation: "bash_kernel", language_info: { name: "bash" } };
const boom = { ename: "E", evalue: "m", traceback: [] };

async function start(): Promise<LessonKernel> {
  return await LessonKernel.start(server.settings, request);
}

/** What every cell prints, whatever its code. */
function printAlways(text: (code: string) => string): void {
  server.otherwise = (cell) => {
    cell.print(text(cell.code));
    cell.end();
  };
}

describe("LessonKernel", () => {
  it("is made ready by code of ours, and ended on the server when it is disposed", async () => {
    const kernel = await start();
    await kernel[Symbol.asyncDispose]();
    expect(server.executed).toEqual([PREPARE_CODE]);
    expect(server.requests.at(-1)).toMatch(/^DELETE/);
  });

  it("is taken as it is where it is of another language", async () => {
    server.info = bash;
    await using kernel = await start();
    expect([speaksPython(kernel), server.executed]).toEqual([false, []]);
    expect(await readFacts(kernel)).toMatchObject({ language: "bash", version: "", implementation: "bash_kernel" });
  });

  it("is of no use, and ended, where it cannot execute our code", async () => {
    server.cells[PREPARE_CODE] = (cell) => cell.end({ status: "error", ...boom });
    await expect(start()).rejects.toThrow(
      new InfrastructureError("server-lost", "The kernel could not execute nbproof's own code: E: m"),
    );
    expect(server.requests.at(-1)).toMatch(/^DELETE/);
  });

  it("says so where it dies of our code", async () => {
    server.cells[PREPARE_CODE] = (cell) => cell.publish("status", { execution_state: "restarting" });
    await expect(start()).rejects.toThrow("The kernel could not execute nbproof's own code: died");
  });

  it("gives what code of ours prints", async () => {
    await using kernel = await start();
    printAlways(() => "1\n");
    expect(await kernel.executeSilently("print(1)")).toBe("1\n");
  });

  it("ends code of ours with the run", async () => {
    const run = new AbortController();
    await using kernel = await LessonKernel.start(server.settings, request, run.signal);
    server.otherwise = () => run.abort(new Error("ended"));
    await expect(kernel.executeSilently("print(1)")).rejects.toThrow("ended");
  });

  it("settles on somebody else's server, and sends its files where that does not see them", async () => {
    const parent = await mkdtemp(join(tmpdir(), "nbproof-test-"));
    const cwd = join(parent, "work");
    await using foreign = await openServer({ foreign: true });
    await mkdir(cwd);
    await writeFile(join(cwd, "a.txt"), "spam");
    foreign.otherwise = (cell) => {
      cell.print('{"shared": false, "late": ["TZ"]}');
      cell.end();
    };
    await using kernel = await LessonKernel.start(foreign.settings, { ...request, cwd, env: { TZ: "UTC" } });
    expect(kernel.late).toEqual(["TZ"]);
    expect(foreign.executed.at(-1)).toContain(Buffer.from("spam").toString("base64"));
    await rm(parent, { recursive: true });
  });

  it("knows observations of its own cells only", async () => {
    await using kernel = await start();
    const seen = await kernel.execute("x", { timeout: 30_000, outputLimit: 1, input: [] });
    expect(kernel.latest(seen)).toBe(seen);
    const other = { ...seen };
    expect(kernel.latest(other)).toBe(other);
  });
});

describe("readFacts()", () => {
  it("gives what the kernel tells of itself", async () => {
    await using kernel = await start();
    printAlways(() => '{"version": "3.13.1", "packages": {}}');
    expect(await readFacts(kernel)).toEqual({ version: "3.13.1", packages: {} });
  });

  it.each(["spam", "null", "{}"])("says so where it tells %j", async (text) => {
    await using kernel = await start();
    printAlways(() => text);
    await expect(readFacts(kernel)).rejects.toThrow(
      new InfrastructureError("server-lost", "The kernel did not tell its facts"),
    );
  });
});
