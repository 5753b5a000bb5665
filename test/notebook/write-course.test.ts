import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, it, onTestFinished } from "vitest";

import type { CourseFile } from "../../src/notebook/render-course.ts";
import { checkCourse, writeCourse } from "../../src/notebook/write-course.ts";

type Files = Readonly<Record<string, string>>;

/** A folder with files, which goes when the test ends. */
async function folderOf(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "nbproof-pack-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** All that lies below a folder: the files with their text, and the folders that are empty. */
async function contents(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: Record<string, string> = {};
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found[path.slice(folder.length + 1)] = await readFile(path, "utf8");
    else if (entry.isDirectory() && (await readdir(path)).length === 0)
      found[path.slice(folder.length + 1)] = "(empty)";
  }
  return found;
}

function course(files: Files): readonly CourseFile[] {
  const paths = Object.fromEntries(Object.keys(files).map((path) => [path, ""]));
  const all = { ...files, "manifest.json": JSON.stringify({ files: paths }) };
  return Object.entries(all).map(([path, text]) => ({ path, content: Buffer.from(text) }));
}

describe("writeCourse()", () => {
  it("makes the folder and writes all files", async () => {
    const folder = join(await folderOf({}), "new", "größe 1");
    const changes = await writeCourse(folder, course({ "a.ipynb": "a", "data/ü.txt": "b" }));
    expect(changes).toEqual({ written: ["a.ipynb", "data/ü.txt", "manifest.json"], removed: [], unchanged: [] });
    expect(await contents(folder)).toMatchObject({ "a.ipynb": "a", "data/ü.txt": "b" });
  });

  it("leaves a file alone that is as it should be", async () => {
    const folder = await folderOf({});
    await writeCourse(folder, course({ "a.ipynb": "a", "b.ipynb": "b" }));
    const before = await stat(join(folder, "a.ipynb"));
    const changes = await writeCourse(folder, course({ "a.ipynb": "a", "b.ipynb": "changed" }));
    expect(changes).toEqual({ written: ["b.ipynb"], removed: [], unchanged: ["a.ipynb", "manifest.json"] });
    expect(await stat(join(folder, "a.ipynb"))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  it("removes what the last build made, with the folders that this empties, and nothing else", async () => {
    const folder = await folderOf({ "notes.txt": "mine", "keep/mine.txt": "mine" });
    await writeCourse(folder, course({ "a.ipynb": "a", "keep/b.ipynb": "b", "solutions/deep/a.ipynb": "a" }));
    const changes = await writeCourse(folder, course({ "a.ipynb": "a" }));
    expect(changes).toMatchObject({ removed: ["keep/b.ipynb", "solutions/deep/a.ipynb"] });
    expect(Object.keys(await contents(folder)).toSorted()).toEqual([
      "a.ipynb",
      "keep/mine.txt",
      "manifest.json",
      "notes.txt",
    ]);
  });

  it.each(["{", "[]", "null", '{"files": 1}', '{"files": {"../victim.txt": "", "notes.txt/": ""}}'])(
    "removes nothing that a damaged manifest names: %s",
    async (manifest) => {
      const parent = await folderOf({ "victim.txt": "mine", "pack/manifest.json": manifest, "pack/notes.txt": "mine" });
      expect(await writeCourse(join(parent, "pack"), course({}))).toMatchObject({ removed: [] });
      expect(await contents(parent)).toMatchObject({ "victim.txt": "mine", "pack/notes.txt": "mine" });
    },
  );

  it.each([
    ["a folder stands in a file's place", "b.ipynb", "b.ipynb/mine.txt", "a folder stands in its place; move it away"],
    [
      "a file stands in a folder's place",
      "data/deep/b.txt",
      "data",
      "a file stands where a folder is due; move it away",
    ],
    [
      "a file stands in the last folder's place",
      "data/b.txt",
      "data",
      "a file stands where a folder is due; move it away",
    ],
  ])("changes nothing at all where %s", async (_what, due, inTheWay, reason) => {
    const before = { "a.ipynb": "old", "extra.txt": "mine", [inTheWay]: "mine" };
    const folder = await folderOf(before);
    const files = course({ "a.ipynb": "new", "fresh/c.ipynb": "new", [due]: "new", "last.ipynb": "new" });
    await expect(writeCourse(folder, files)).rejects.toMatchObject({
      name: "CourseWriteError",
      path: join(folder, due),
      message: `${join(folder, due)} cannot be written: ${reason}`,
    });
    expect(await contents(folder)).toEqual(before);
  });

  it("changes nothing at all where the pack's folder is a file", async () => {
    const parent = await folderOf({ pack: "mine" });
    const file = join(parent, "pack", "a.ipynb");
    await expect(writeCourse(join(parent, "pack"), course({ "a.ipynb": "a" }))).rejects.toThrow(
      `${file} cannot be written: a file stands where a folder is due; move it away`,
    );
    expect(await contents(parent)).toEqual({ pack: "mine" });
  });

  it("writes a file whose name is as long as names can be", async () => {
    const folder = await folderOf({});
    const name = `${"n".repeat(249)}.ipynb`;
    await writeCourse(folder, course({ [name]: "new" }));
    expect(await contents(folder)).toMatchObject({ [name]: "new" });
  });

  it("writes to no place outside the pack that a link leads to", async () => {
    const parent = await folderOf({ "elsewhere/a.ipynb": "mine", "pack/b.ipynb": "old" });
    await symlink(join(parent, "elsewhere"), join(parent, "pack", "solutions"));
    const target = join(parent, "pack", "solutions", "a.ipynb");
    await expect(
      writeCourse(join(parent, "pack"), course({ "b.ipynb": "new", "solutions/a.ipynb": "new" })),
    ).rejects.toThrow(`${target} cannot be written: a link leads to a folder outside the pack`);
    expect(await contents(parent)).toEqual({ "elsewhere/a.ipynb": "mine", "pack/b.ipynb": "old" });
  });

  it("writes through a link to the pack's folder itself, and replaces a link that stands for a file", async () => {
    const parent = await folderOf({ "mine.txt": "mine", "real/other.txt": "mine" });
    await symlink(join(parent, "real"), join(parent, "pack"));
    await symlink(join(parent, "mine.txt"), join(parent, "real", "a.ipynb"));
    await writeCourse(join(parent, "pack"), course({ "a.ipynb": "new" }));
    expect(await contents(parent)).toMatchObject({ "mine.txt": "mine", "real/a.ipynb": "new" });
  });
});

describe("checkCourse()", () => {
  it("finds everything missing where there is no folder", async () => {
    const folder = join(await folderOf({}), "none");
    expect(await checkCourse(folder, course({ "a.ipynb": "a" }))).toEqual({
      stale: [],
      missing: ["a.ipynb", "manifest.json"],
      extra: [],
    });
  });

  it("finds nothing wrong with what was just written", async () => {
    const folder = await folderOf({});
    const files = course({ "a.ipynb": "a", "data/b.txt": "b" });
    await writeCourse(folder, files);
    expect(await checkCourse(folder, files)).toEqual({ stale: [], missing: [], extra: [] });
  });

  it("tells stale, missing and extra files apart", async () => {
    const folder = await folderOf({
      "a.ipynb": "old",
      "deep/er/mine.txt": "mine",
      "manifest.json": "{}",
      "z.txt": "z",
    });
    expect(await checkCourse(folder, course({ "a.ipynb": "new", "b.ipynb": "b" }))).toEqual({
      stale: ["a.ipynb", "manifest.json"],
      missing: ["b.ipynb"],
      extra: ["deep/er/mine.txt", "z.txt"],
    });
  });

  it("takes a folder in a file's place, or the other way round, for a missing file", async () => {
    const folder = await folderOf({ "a.ipynb/mine.txt": "mine", data: "mine" });
    expect(await checkCourse(folder, course({ "a.ipynb": "a", "data/b.txt": "b" }))).toEqual({
      stale: [],
      missing: ["a.ipynb", "data/b.txt", "manifest.json"],
      extra: ["a.ipynb/mine.txt", "data"],
    });
  });

  it("overlooks what Jupyter keeps for itself", async () => {
    const folder = await folderOf({
      ".ipynb_checkpoints/a-checkpoint.ipynb": "a",
      "solutions/.ipynb_checkpoints/a-checkpoint.ipynb": "a",
    });
    expect((await checkCourse(folder, course({}))).extra).toEqual([]);
  });
});
