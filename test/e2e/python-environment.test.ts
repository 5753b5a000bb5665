import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { makeVenv } from "../../scripts/make-venv.mjs";
import { makeServerVenv } from "../servers/server-venv.mjs";
import { pythonEnvironment } from "./python-environment.ts";

/** What Python prints. */
async function printed(python: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(python, args)).stdout.trim();
}

describe("pythonEnvironment()", () => {
  it("gives an interpreter that has ipykernel and nbformat", async () => {
    const code = "import ipykernel, nbformat; print('both')";
    expect(await printed(await pythonEnvironment(), "-c", code)).toBe("both");
  });

  // .ci/run makes one of these with uv and the other without it.
  it.each([
    [".venv", pythonEnvironment],
    ["jupyter_server's", async () => await makeServerVenv("jupyter-server")],
  ])("gives one with pip, as `%pip` wants it: %s", async (_, environment) => {
    expect(await printed(await environment(), "-m", "pip", "--version")).toMatch(/^pip \d/);
  });
});

describe("makeVenv()", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "nbproof-venv-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const python = "a Python that is not there";

  it("waits for another process that makes the same, and makes none itself", async () => {
    const place = join(folder, "environment");
    await writeFile(`${place}.lock`, String(process.pid));
    const made = makeVenv({ folder: place, python });
    await mkdir(place);
    await writeFile(join(place, "complete"), "");
    await rm(`${place}.lock`);
    expect(await made).toBe(join(place, "bin", "python"));
  });

  it("takes over from a process that was ended meanwhile", async () => {
    const place = join(folder, "environment");
    const gone = Number(await printed("python3", "-c", "import os; print(os.getpid())"));
    await writeFile(`${place}.lock`, String(gone));
    await expect(makeVenv({ folder: place, python })).rejects.toThrow(
      "No virtual environment could be made with a Python",
    );
  });
});
