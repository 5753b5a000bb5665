import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IpykernelMissing, KernelNotFound, KernelStartFailed } from "../../../src/kernel/errors.ts";
import type { KernelProvider } from "../../../src/kernel/kernel.ts";
import { findBrokenKernelSpecs } from "../../../src/kernel/zmq/find-kernelspecs.ts";
import { createZmqKernels } from "../../../src/kernel/zmq/zmq-kernels.ts";
import { recordedClient } from "../recorded-client.ts";
import { fakeKernels } from "./fake-kernels.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-test-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function writeSpec(path: string, spec: unknown): Promise<void> {
  await mkdir(join(folder, path), { recursive: true });
  await writeFile(join(folder, path, "kernel.json"), typeof spec === "string" ? spec : JSON.stringify(spec));
}

/** A program that answers the question about ipykernel as a Python would. */
async function writeInterpreter(path: string, answer: unknown): Promise<void> {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`);
  await chmod(join(folder, path), 0o755);
}

function provider(): KernelProvider {
  return createZmqKernels({ env: { JUPYTER_PATH: `${folder}/a:${folder}/b`, JUPYTER_DATA_DIR: folder }, cwd: folder });
}

const python = { ipykernel: true, pip: true, managed: false, version: "3.12.1", implementation: "CPython" };

describe("a kernelspec that cannot be used", () => {
  it("is told with its file and its fault, unless another of its name can", async () => {
    await writeSpec("a/kernels/cut", '{"argv": ["a"');
    await writeSpec("a/kernels/no-argv", { display_name: "x" });
    await writeSpec("a/kernels/list", "[]");
    await writeSpec("a/kernels/twice", "{");
    await writeSpec("b/kernels/twice", { argv: ["b", "{connection_file}"] });
    const broken = await findBrokenKernelSpecs([`${folder}/a`, `${folder}/b`]);
    expect(broken.map(({ name, file, reason }) => [name, file.slice(folder.length), reason.slice(0, 14)])).toEqual([
      ["cut", "/a/kernels/cut/kernel.json", "it is no JSON:"],
      ["list", "/a/kernels/list/kernel.json", "it is no JSON "],
      ["no-argv", "/a/kernels/no-argv/kernel.json", "its `argv` is "],
    ]);
    await expect(provider().kernelSpec("no-argv")).rejects.toThrow(
      `The kernel no-argv did not start: ${folder}/a/kernels/no-argv/kernel.json cannot be used: its \`argv\` is no list of texts`,
    );
  });

  it("fails at once where its argv has no place for the connection file", async () => {
    await writeSpec("a/kernels/bare", { argv: ["sleep", "60"] });
    await expect(provider().start("bare", { cwd: folder, env: {} })).rejects.toThrow(
      "The kernel bare did not start: the `argv` of its kernelspec has no {connection_file}",
    );
  });
});

describe("createZmqKernels().kernelSpecs()", () => {
  it("reads the first kernelspec of a name, and skips what is none", async () => {
    await writeSpec("a/kernels/python3", {
      argv: ["a"],
      display_name: "A",
      language: "python",
      interrupt_mode: "message",
    });
    await writeSpec("b/kernels/python3", { argv: ["b"] });
    await writeSpec("b/kernels/Other", { argv: ["o"], env: { N: 1 }, metadata: { debugger: true } });
    await writeSpec("b/kernels/broken", "{");
    await writeSpec("b/kernels/no-argv", { display_name: "x" });
    await writeSpec("b/kernels/bad name", { argv: ["x"] });
    const own = [...(await provider().kernelSpecs())].filter(([, { resourceDir }]) => resourceDir?.startsWith(folder));
    expect(Object.fromEntries(own)).toEqual({
      python3: {
        name: "python3",
        argv: ["a"],
        displayName: "A",
        language: "python",
        interruptMode: "message",
        env: {},
        metadata: {},
        resourceDir: `${folder}/a/kernels/python3`,
      },
      other: {
        name: "other",
        argv: ["o"],
        displayName: "other",
        language: "",
        interruptMode: "signal",
        env: { N: "1" },
        metadata: { debugger: true },
        resourceDir: `${folder}/b/kernels/Other`,
      },
    });
  });
});

describe("createZmqKernels().kernelSpec()", () => {
  it.each([
    ["an interpreter's path", "venv/bin/python"],
    ["a virtual environment's folder", "./venv"],
    ["such a folder's plain name", "venv"],
  ])("takes %s", async (_, name) => {
    await writeInterpreter("venv/bin/python", python);
    expect(await provider().kernelSpec(name)).toEqual({
      name,
      argv: [`${folder}/venv/bin/python`, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
      displayName: `CPython 3.12.1 (${name})`,
      language: "python",
      interruptMode: "signal",
      env: {},
      metadata: {},
    });
  });

  it.each([
    ["with pip", {}, (path: string): string => `${path} -m pip install ipykernel`],
    ["without pip", { pip: false }, (path: string): string => `uv pip install --python ${path} ipykernel`],
    [
      "that the system manages",
      { managed: true },
      (path: string): string => `${path} -m venv .venv && .venv/bin/python -m pip install ipykernel`,
    ],
  ])("says how to mend an interpreter %s and without ipykernel", async (_, facts, remedy) => {
    await writeInterpreter("python", { ...python, ipykernel: false, ...facts });
    const path = `${folder}/python`;
    const error = await provider()
      .kernelSpec("./python")
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IpykernelMissing);
    expect(error).toMatchObject({ interpreter: path, remedy: remedy(path) });
    expect(String(error)).toBe(`IpykernelMissing: ${path} has no ipykernel; install it with: ${remedy(path)}`);
  });

  it("refuses a program that is no Python", async () => {
    await writeInterpreter("venv/bin/python", python);
    await writeFile(join(folder, "venv/bin/python"), "#!/bin/sh\nexit 1\n");
    await expect(provider().kernelSpec("./venv")).rejects.toThrow(KernelStartFailed);
  });

  it("names what there is where there is none of a name", async () => {
    await writeSpec("a/kernels/python3", { argv: ["a"] });
    const error = await provider()
      .kernelSpec("python4")
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KernelNotFound);
    expect(error).toMatchObject({ kernelName: "python4", available: expect.arrayContaining(["python3"]) });
    expect(String(error)).toMatch(
      /^KernelNotFound: No kernel named python4: use one of .*python3.*, or a path to a Python or/,
    );
  });

  it("says of a path that no Python is there", async () => {
    await expect(provider().kernelSpec(folder)).rejects.toThrow(
      `Neither a Python nor a virtual environment is at ${folder}: `,
    );
  });
});

describe("createZmqKernels().start()", () => {
  it("tells how a kernel ended that ended too early, with its last words", async () => {
    await using kernels = await fakeKernels();
    const error = await kernels.start({ FAKE_FAIL: "no such module" }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KernelStartFailed);
    expect(error).toMatchObject({ kernelName: "fake", exit: { exitCode: 1, stderrTail: "no such module\n" } });
    expect(String(error)).toBe(
      "KernelStartFailed: The kernel fake did not start: it ended with exit code 1\nno such module",
    );
  });

  it("tells that a kernel could not be spawned", async () => {
    await using kernels = await fakeKernels();
    const started = kernels.provider.start("fake", { cwd: join(folder, "absent"), env: {} });
    await expect(started).rejects.toThrow("The kernel fake did not start: it could not be spawned");
  });

  it("stops waiting when its signal says so, and leaves nothing running", async () => {
    await using kernels = await fakeKernels();
    const started = kernels.start({ FAKE_LATE_IOPUB: "100000" }, AbortSignal.timeout(50));
    await expect(started).rejects.toThrow("The operation was aborted due to timeout");
    await kernels.provider[Symbol.asyncDispose]();
    expect(await kernels.leftovers()).toEqual([]);
  });

  it("gives a kernel the environment that it is given and no other", async () => {
    await using kernels = await fakeKernels();
    await using kernel = await kernels.start({ GIVEN: "yes" });
    const client = await recordedClient(kernel);
    const seen = [await client.run("env GIVEN"), await client.run("env HOME"), await client.run("env PWD")];
    expect(seen).toEqual([["yes"], ["absent"], ["absent"]]);
  });
});
