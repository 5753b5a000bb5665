import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, describe, expect, it, vi } from "vitest";

import { openScratchFolder } from "../../src/targets/scratch-folder.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("openScratchFolder()", () => {
  it("makes a folder that is gone when it is disposed", async () => {
    const scratch = await openScratchFolder(process.env["PATH"]);
    expect(existsSync(scratch.path)).toBe(true);
    await scratch[Symbol.asyncDispose]();
    expect(existsSync(scratch.path)).toBe(false);
  });

  it("says that no folder can be made, which is no bug", async () => {
    const gone = await realpath(await mkdtemp(join(tmpdir(), "nbproof-test-")));
    await rm(gone, { recursive: true });
    vi.stubEnv("TMPDIR", gone);
    await expect(openScratchFolder(process.env["PATH"])).rejects.toMatchObject({
      name: "NoRunFolder",
      message: `No folder can be made in ${gone}: is it there, writable and not full?`,
    });
  });
});
