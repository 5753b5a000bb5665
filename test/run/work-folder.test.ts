import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeWorkFolder } from "../../src/run/work-folder.ts";

let parent: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "nbproof-test-"));
});

afterEach(async () => {
  await rm(parent, { recursive: true });
});

describe("makeWorkFolder()", () => {
  it("has the lesson's files, and an IPython profile whose history stays in memory", async () => {
    const source = join(parent, "words.txt");
    await writeFile(source, "one\n");
    const folder = await makeWorkFolder({ files: [{ path: "data/words.txt", source }] }, parent);
    expect(await readFile(join(folder.cwd, "data", "words.txt"), "utf8")).toBe("one\n");
    const config = join(folder.ipythonFolder, "profile_default", "ipython_kernel_config.json");
    expect(JSON.parse(await readFile(config, "utf8"))).toEqual({
      HistoryManager: { enabled: false },
      Kernel: { _execute_sleep: 0 },
    });
    await folder[Symbol.asyncDispose]();
    expect(await readdir(parent)).toEqual(["words.txt"]);
  });

  it("leaves nothing behind where a file of the lesson is gone", async () => {
    const source = join(parent, "gone.txt");
    await expect(makeWorkFolder({ files: [{ path: "gone.txt", source }] }, parent)).rejects.toThrow("ENOENT");
    expect(await readdir(parent)).toEqual([]);
  });
});
