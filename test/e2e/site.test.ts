import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type NbproofRun, runNbproof } from "./run-nbproof.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-site-"));
  await run("init");
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]): Promise<NbproofRun> {
  return await runNbproof(args, { cwd: folder });
}

const site = "dist-site/my-course";

async function fileNamed(ending: string): Promise<string> {
  const files = await readdir(join(folder, site), { recursive: true });
  return join(folder, site, files.find((path) => path.endsWith(ending)) ?? "");
}

/** Builds the site into a folder with nothing kept; the digest of each of its files. */
async function digests(name: string, TZ: string): Promise<readonly string[]> {
  const env = { XDG_CACHE_HOME: join(folder, `cache-${name}`), TZ };
  expect(await runNbproof(["site", "--out", name], { cwd: folder, env })).toMatchObject({ exitCode: 0 });
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const digest = async (file: string): Promise<string> => {
    const hash = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    return `${relative(join(folder, name), file)} ${hash}`;
  };
  return await Promise.all(files.toSorted().map(digest));
}

describe("nbproof site", () => {
  it("tells with --check that nothing is there, and writes nothing", async () => {
    const { exitCode, stdout } = await run("site", "--check");
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining("missing  first-lesson.html")]);
    expect(stdout).toContain("Run nbproof site\n");
    expect(await readdir(folder)).not.toContain("dist-site");
  });

  it("makes pages, of which nothing is stale then", async () => {
    expect(await run("site")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await run("site", "--check")).toEqual({ exitCode: 0, stdout: `${site} is up to date\n`, stderr: "" });
    expect(await run("site")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(": 0 files written,") });
  });

  // Two snapshots are made, which may take a minute each where others use the machine too.
  it("makes the same bytes where nothing is kept, the memory too", { timeout: 400_000 }, async () => {
    const first = await digests("one", "UTC");
    expect(first.join("\n")).toContain("snapshot.bin");
    expect(await digests("two", "Asia/Tokyo")).toEqual(first);
  });

  it.each(["first-lesson.html", "snapshot.bin"])("tells with --check that %s was changed", async (ending) => {
    const path = await fileNamed(ending);
    const content = await readFile(path);
    await writeFile(path, content.subarray(1));
    const { exitCode, stdout } = await run("site", "--check");
    await writeFile(path, content);
    expect([exitCode, stdout]).toEqual([1, expect.stringMatching(new RegExp(`stale    .*${ending}`))]);
  });

  it("leaves a site alone of whose course something is wrong", async () => {
    const lesson = join(folder, "notebooks-src/my-course/first-lesson.yaml");
    const text = await readFile(lesson, "utf8");
    await writeFile(lesson, text.replace("title:", "titel:"));
    const { exitCode, stdout, stderr } = await run("site");
    await writeFile(lesson, text);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("titel");
  });

  it("shows with --serve what it has made, until it is stopped", async () => {
    let page = "";
    const { exitCode } = await runNbproof(["site", "--serve", "--port", "0"], {
      cwd: folder,
      meanwhile: async (child) => {
        const url = await new Promise<string>((resolve) => {
          child.stdout?.on("data", (chunk: Buffer) => {
            const [found] = /http:\S+/.exec(chunk.toString()) ?? [];
            if (found !== undefined) resolve(found);
          });
        });
        page = await (await fetch(`${url}first-lesson.html`)).text();
        child.kill("SIGINT");
      },
    });
    expect([exitCode, page]).toEqual([0, expect.stringContaining("<h1>First lesson</h1>")]);
  });

  it("refuses --check with --serve", async () => {
    expect(await run("site", "--check", "--serve")).toMatchObject({ exitCode: 2 });
  });
});
