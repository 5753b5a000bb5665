import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startJupyterServer } from "../../servers/start-jupyter-server.mjs";
import type { TestServer } from "../../servers/start-server.mjs";
import { runningKernels, validateOn } from "./course-on-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startJupyterServer({ basePath: "/somewhere/else/" });
});
afterAll(async () => await server[Symbol.asyncDispose]());

describe("nbproof validate --server", () => {
  it("passes the course on jupyter_server below a base path, and leaves no kernel there", async () => {
    const { exitCode, stdout, stderr } = await validateOn(server);
    expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 0 });
    expect(stdout).toMatch(/6 lessons, \d{3} steps: \d+ passed, \d+ skipped/);
    expect(stdout).not.toContain(server.token);
    expect(await runningKernels(server)).toEqual([]);
  });
});
