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
  // All lessons, also those that measure: npm run test:servers.
  it("passes lessons on jupyter_server below a base path, and leaves no kernel there", async () => {
    const lessons = ["memory-management", "object-internals", "practice"];
    const paths = lessons.map((name) => `notebooks-src/python-internals/${name}.yaml`);
    const { exitCode, stdout, stderr } = await validateOn(server, paths);
    expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 0 });
    expect(stdout).toMatch(/^3 lessons, (\d{2}) steps: \1 passed/m);
    expect(stdout).not.toContain(server.token);
    expect(await runningKernels(server)).toEqual([]);
  });
});
