import { execFile } from "node:child_process";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";

import { writeNew, writeWhole, writeWholeNow } from "../../src/source/write-files.ts";

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

describe("what a process left that was killed while it wrote", () => {
  const old = ".nbproof-247be5a4-7d39-4454-b917-255a7a57e881.tmp";
  const fresh = ".nbproof-292c5fae-fbcc-41cf-9ca5-3e7f0732ea09.tmp";
  const ofAReport = ".nbproof-43d289e1-1b40-47b0-88e4-c0294876b491";
  const others = [".nbproof-notes.tmp", "a.tmp", ".nbproof.yaml"];

  beforeEach(async () => {
    for (const name of [old, fresh, ofAReport, ...others]) await writeFile(at(name), "x");
    for (const name of [old, ofAReport, ...others]) await utimes(at(name), 0, 0);
  });

  it.each<[string, () => Promise<void> | void]>([
    ["writeNew()", async () => await writeNew([{ path: at("new.txt"), content: "" }])],
    ["writeWhole()", async () => await writeWhole(at("new.txt"), "")],
    ["writeWholeNow()", () => writeWholeNow(at("new.txt"), "")],
  ])("is cleared away by %s, once it is old, and nothing else is", async (_, write) => {
    await write();
    expect((await readdir(folder)).toSorted()).toEqual([...others, fresh, "new.txt"].toSorted());
  });
});

describe("writeWhole()", () => {
  it("writes a file that is not there, and leaves nothing beside it", async () => {
    await writeWhole(at("a"), "new");
    expect(await readFile(at("a"), "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  it.each([0o600, 0o664, 0o755])("leaves who may read and write a file as it is: %o", async (mode) => {
    const path = at("a");
    await writeFile(path, "old");
    await chmod(path, mode);
    await writeWhole(path, "new");
    expect((await stat(path)).mode & 0o777).toBe(mode);
  });

  it("writes the file that a link leads to", async () => {
    await writeFile(at("a"), "old");
    await symlink("a", at("link"));
    await writeWhole(at("link"), "new");
    expect(await readFile(at("a"), "utf8")).toBe("new");
    expect((await lstat(at("link"))).isSymbolicLink()).toBe(true);
  });

  it("writes into what is no file, such as /dev/stdout, and leaves it in its place", async () => {
    const fifo = at("fifo");
    await promisify(execFile)("mkfifo", [fifo]);
    const [read] = await Promise.all([readFile(fifo, "utf8"), writeWhole(fifo, "new")]);
    expect(read).toBe("new");
    expect((await stat(fifo)).isFIFO()).toBe(true);
  });

  it("takes a name as long as a name can be", async () => {
    const name = "a".repeat(255);
    await writeWhole(at(name), "new");
    expect(await readdir(folder)).toEqual([name]);
  });

  it("leaves nothing behind where it cannot write", async () => {
    await expect(writeWhole(at("none", "a"), "new")).rejects.toMatchObject({ code: "ENOENT" });
    expect(await readdir(folder)).toEqual([]);
  });

  it("leaves nothing beside a folder that stands in its place", async () => {
    await mkdir(at("folder"));
    await expect(writeWhole(at("folder"), "new")).rejects.toThrow("folder");
    expect(await readdir(folder)).toEqual(["folder"]);
  });
});
