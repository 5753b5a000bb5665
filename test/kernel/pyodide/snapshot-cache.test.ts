import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSnapshot, writeSnapshot } from "../../../src/kernel/pyodide/snapshot-cache.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
const name = "pyodide-314.0.7-aaaa";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-cache-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("readSnapshot()", () => {
  it("gives what writeSnapshot() kept", async () => {
    await writeSnapshot(folder, name, bytes);
    expect([...((await readSnapshot(folder, name)) ?? [])]).toEqual([...bytes]);
  });

  it("gives nothing where there is none", async () => {
    expect(await readSnapshot(join(folder, "absent"), name)).toBeUndefined();
  });

  it.each([
    { damage: "is cut short", of: (file: Buffer) => file.subarray(0, 500) },
    { damage: "is empty", of: () => Buffer.alloc(0) },
    { damage: "has one other byte", of: (file: Buffer) => file.fill(file.readUInt8(700) ^ 1, 700, 701) },
    { damage: "is another file", of: () => Buffer.from("a text, and none of ours".repeat(100)) },
  ])("gives nothing where it $damage", async ({ of }) => {
    await writeSnapshot(folder, name, bytes);
    const file = join(folder, `${name}.snapshot`);
    await writeFile(file, of(await readFile(file)));
    expect(await readSnapshot(folder, name)).toBeUndefined();
  });
});

describe("writeSnapshot()", () => {
  it("leaves one whole file where several write at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => writeSnapshot(folder, name, bytes)));
    expect(await readdir(folder)).toEqual([`${name}.snapshot`]);
    expect(await readSnapshot(folder, name)).toHaveLength(1000);
  });

  it("takes the place of an earlier snapshot of the same Pyodide, and of no other", async () => {
    await writeSnapshot(folder, "pyodide-0.28.3-cccc", bytes);
    await writeSnapshot(folder, "pyodide-314.0.7-bbbb", bytes);
    await writeSnapshot(folder, name, bytes);
    expect((await readdir(folder)).toSorted()).toEqual(["pyodide-0.28.3-cccc.snapshot", `${name}.snapshot`]);
  });

  it("does nothing where the folder cannot be made", async () => {
    await writeFile(join(folder, "file"), "");
    await writeSnapshot(join(folder, "file", "cache"), name, bytes);
    expect(await readdir(folder)).toEqual(["file"]);
  });
});
