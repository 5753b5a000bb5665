import { execFile } from "node:child_process";
import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeWhole } from "../../src/source/write-whole.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-test-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("writeWhole()", () => {
  it("writes a file that is not there, and leaves nothing beside it", async () => {
    await writeWhole(join(folder, "a"), "new");
    expect(await readFile(join(folder, "a"), "utf8")).toBe("new");
    expect(await readdir(folder)).toEqual(["a"]);
  });

  it.each([0o600, 0o664, 0o755])("leaves who may read and write a file as it is: %o", async (mode) => {
    const path = join(folder, "a");
    await writeFile(path, "old");
    await chmod(path, mode);
    await writeWhole(path, "new");
    expect((await stat(path)).mode & 0o777).toBe(mode);
  });

  it("writes the file that a link leads to", async () => {
    await writeFile(join(folder, "a"), "old");
    await symlink("a", join(folder, "link"));
    await writeWhole(join(folder, "link"), "new");
    expect(await readFile(join(folder, "a"), "utf8")).toBe("new");
    expect((await lstat(join(folder, "link"))).isSymbolicLink()).toBe(true);
  });

  it("writes into what is no file, such as /dev/stdout, and leaves it in its place", async () => {
    const fifo = join(folder, "fifo");
    await promisify(execFile)("mkfifo", [fifo]);
    const [read] = await Promise.all([readFile(fifo, "utf8"), writeWhole(fifo, "new")]);
    expect(read).toBe("new");
    expect((await stat(fifo)).isFIFO()).toBe(true);
  });

  it("takes a name as long as a name can be", async () => {
    const name = "a".repeat(255);
    await writeWhole(join(folder, name), "new");
    expect(await readdir(folder)).toEqual([name]);
  });

  it("leaves nothing behind where it cannot write", async () => {
    await expect(writeWhole(join(folder, "none", "a"), "new")).rejects.toMatchObject({ code: "ENOENT" });
    expect(await readdir(folder)).toEqual([]);
  });
});
