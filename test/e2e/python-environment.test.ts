import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { pythonEnvironment } from "./python-environment.ts";

describe("pythonEnvironment()", () => {
  it("gives an interpreter that has ipykernel and nbformat", async () => {
    const code = "import ipykernel, nbformat; print('both')";
    const { stdout } = await promisify(execFile)(await pythonEnvironment(), ["-c", code]);
    expect(stdout.trim()).toBe("both");
  });
});
