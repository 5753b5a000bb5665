import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, describe, expect, it, vi } from "vitest";

import * as bridge from "../../src/bridge/bridge.ts";
import { connectServer } from "../../src/client/server.ts";
import { deleteKernel, startKernel } from "../../src/client/start-kernel.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import type { KernelOptions } from "../../src/targets/kernel-options.ts";
import { openKernels, type Wanted } from "../../src/targets/open-kernels.ts";
import { openOwnKernels, type OwnKernels } from "../../src/targets/own-kernels.ts";
import { courseOf } from "../notebook/course-of.ts";
import { folderOf } from "../spec/read-files.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const fakeKernel = fileURLToPath(new URL("../kernel/zmq/fake-zmq-kernel.mjs", import.meta.url));

/** A machine with these kernelspecs, each of which is a kernel that needs no Python. */
async function machine(...names: readonly string[]): Promise<KernelOptions> {
  const folder = await folderOf({});
  for (const name of names) {
    const spec = {
      argv: [process.execPath, fakeKernel, "{connection_file}"],
      display_name: `Fake ${name}`,
      language: "fake",
    };
    await mkdir(join(folder, "data/kernels", name), { recursive: true });
    await writeFile(join(folder, "data/kernels", name, "kernel.json"), JSON.stringify(spec));
  }
  const env = { JUPYTER_PATH: join(folder, "data"), JUPYTER_DATA_DIR: folder, PATH: "/usr/bin:/bin" };
  return { kernels: [], fork: false, env, cwd: folder, hashSeed: 7 };
}

const files = { "course.yaml": "title: C\nlessons: [a.yaml]\npreload: [json]\n" };
const lesson = 'title: T\nsteps:\n  - code: print("1")\n';

async function wanted(): Promise<Wanted> {
  const course = await courseOf({ ...files, "a.yaml": lesson });
  return { courses: [course], lessons: course.lessons };
}

describe("openKernels()", () => {
  it("opens the default kernel of this machine behind a bridge of its own", async () => {
    const options = await machine("python3");
    await using open = await openKernels(await wanted(), options);
    const [kernel, ...others] = open.kernels;
    expect(others).toEqual([]);
    expect(kernel).toMatchObject({ name: "python3", displayName: "Fake python3" });
    expect(kernel?.chosen).toMatch(/^the kernelspec python3 was found/);
    if (kernel === undefined) throw new Error("No kernel");
    const settings = await connectServer(kernel.server);
    const started = await startKernel(settings, { name: "python3", env: { ANY: "1" }, cwd: options.cwd });
    expect(started.info.language_info.name).toBeDefined();
    started.connection.dispose();
    await deleteKernel(settings, started.model.id);
  });

  it("opens those that are named, and says so where one is not there", async () => {
    const options = await machine("python3", "other");
    const courses = await wanted();
    {
      await using open = await openKernels(courses, { ...options, kernels: ["other", "python3"] });
      expect(open.kernels.map(({ name, chosen }) => [name, chosen])).toEqual([
        ["other", "asked for"],
        ["python3", "asked for"],
      ]);
    }
    await expect(openKernels(courses, { ...options, kernels: ["spam"] })).rejects.toMatchObject({
      name: "KernelNotFound",
    });
  });

  it("opens what notebooks name beside the default", async () => {
    const options = await machine("python3", "other");
    const course = await courseOf({ ...files, "a.yaml": lesson });
    const named = course.lessons.map((each): Lesson => ({ ...each, kernel: "OTHER" }));
    await using open = await openKernels({ courses: [course], lessons: named }, options);
    expect(open.kernels.map(({ name, lessons }) => [name, lessons])).toEqual([["other", ["a.yaml"]]]);
  });

  it("ends what was opened for it where there can be no bridge", async () => {
    const own = openOwnKernels(await machine("python3"));
    let ended = false;
    const opened: OwnKernels = {
      provider: async () => await own.provider(),
      host: own.host,
      preloadFor: (courses) => own.preloadFor(courses),
      async [Symbol.asyncDispose]() {
        await own[Symbol.asyncDispose]();
        ended = true;
      },
    };
    vi.spyOn(bridge, "startBridge").mockRejectedValue(new Error("no port"));
    await expect(openKernels({ courses: [], lessons: [] }, await machine(), opened)).rejects.toThrow("no port");
    expect(ended).toBe(true);
  });
});

describe("openOwnKernels()", () => {
  it("prepares the first kernel that is wanted, with all modules that courses name", async () => {
    const own = openOwnKernels({ ...(await machine("python3")), kernels: ["python3"] });
    own.preloadFor([await courseOf({ ...files, "a.yaml": lesson })]);
    expect([...(await (await own.provider()).kernelSpecs()).keys()]).toContain("python3");
    await own[Symbol.asyncDispose]();
  });

  it("is silent of a kernel that is not there: whoever starts it is told", async () => {
    const own = openOwnKernels({ ...(await machine()), kernels: ["spam"] });
    await own[Symbol.asyncDispose]();
    await expect((await own.provider()).kernelSpec("spam")).rejects.toMatchObject({ name: "KernelNotFound" });
  });
});
