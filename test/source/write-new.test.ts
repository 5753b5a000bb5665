import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";

import { writeNew } from "../../src/source/write-new.ts";
import { writeWhole } from "../../src/source/write-whole.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-write-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

const at = (...names: readonly string[]): string => join(folder, ...names);

describe("writeNew()", () => {
  it("writes files and the folders that they need, and leaves nothing else", async () => {
    await writeNew([
      { path: at("a.yaml"), content: "a" },
      { path: at("deep", "down", "b.png"), content: new Uint8Array([1, 2]) },
    ]);
    expect(await readdir(folder, { recursive: true })).toEqual(
      expect.arrayContaining(["a.yaml", "deep", join("deep", "down"), join("deep", "down", "b.png")]),
    );
    expect(await readdir(folder, { recursive: true })).toHaveLength(4);
    expect(await readFile(at("deep", "down", "b.png"))).toEqual(Buffer.from([1, 2]));
  });

  it("writes nothing where one of them is there, and leaves that as it is", async () => {
    await writeFile(at("b.yaml"), "old");
    const files = ["new/a.yaml", "b.yaml", "c.yaml"].map((name) => ({ path: at(name), content: "new" }));
    await expect(writeNew(files)).rejects.toMatchObject({ code: "EEXIST" });
    expect(await readdir(folder)).toEqual(["b.yaml"]);
    expect(await readFile(at("b.yaml"), "utf8")).toBe("old");
  });

  it("writes nothing where a folder cannot be made", async () => {
    await writeFile(at("file"), "");
    const files = ["a.yaml", "file/b.png"].map((name) => ({ path: at(name), content: "new" }));
    await expect(writeNew(files)).rejects.toThrow("file");
    expect(await readdir(folder)).toEqual(["file"]);
  });
});

describe("writeWhole()", () => {
  it("keeps who may read and execute the file", async () => {
    await writeFile(at("a"), "old");
    await chmod(at("a"), 0o751);
    await writeWhole(at("a"), "new");
    expect((await stat(at("a"))).mode & 0o777).toBe(0o751);
    expect(await readFile(at("a"), "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  it("writes through a link", async () => {
    await writeFile(at("a"), "old");
    await symlink("a", at("link"));
    await writeWhole(at("link"), "new");
    expect((await lstat(at("link"))).isSymbolicLink()).toBe(true);
    expect(await readFile(at("a"), "utf8")).toBe("new");
  });

  it("writes a file that is not there yet, and leaves nothing where it cannot", async () => {
    await writeWhole(at("a"), "new");
    await mkdir(at("folder"));
    await expect(writeWhole(at("folder"), "new")).rejects.toThrow("folder");
    expect(await readdir(folder)).toEqual(["a", "folder"]);
  });
});
