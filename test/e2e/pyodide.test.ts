import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { Kernel, KernelProvider } from "../../src/kernel/kernel.ts";
import { createPyodideKernels } from "../../src/kernel/pyodide/pyodide-kernels.ts";
import { recordedClient, statesIn, type RecordedClient } from "../kernel/recorded-client.ts";

let folder: string;
let provider: KernelProvider;
let kernel: Kernel;
let client: RecordedClient;

beforeAll(() => {
  provider = createPyodideKernels({ env: process.env, cwd: import.meta.dirname });
});
afterAll(() => provider[Symbol.asyncDispose]());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-pyodide-"));
  kernel = await provider.start("pyodide", { cwd: folder, env: { HOME: "/home/ada", COLUMNS: "80", TOKEN: "seen" } });
  client = await recordedClient(kernel);
});
afterEach(async () => {
  await kernel.shutdown();
  await rm(folder, { recursive: true });
});

async function restarting(): Promise<void> {
  await client.find(
    ({ type, parent, content }) => type === "status" && parent === "" && content["execution_state"] === "restarting",
  );
}

/** Resolves when the kernel has come back. */
async function revived(): Promise<unknown[]> {
  await restarting();
  const text = await client.shown("print('alive')");
  return [text, ...statesIn(client.seen).filter((state) => state === "restarting")];
}

describe("an embedded kernel", () => {
  it("publishes what a task prints and displays when no cell runs, as of the cell that began it", async () => {
    const id = await client.execute(`
import asyncio
async def work():
    await asyncio.sleep(0.05)
    print("a\\nb", end="")
    display(1)
    print("c\\nd\\ne")
task = asyncio.create_task(work())`);
    await client.execute("2");
    await client.find(({ type, content }) => type === "stream" && String(content["text"]).endsWith("e\n"));
    const late = client.seen.filter(({ type }) => type === "stream" || type === "display_data");
    expect(late.map(({ parent }) => parent === id)).toEqual(late.map(() => true));
    expect(late.map(({ type, content }) => (type === "stream" ? String(content["text"]) : type)).join("|")).toMatch(
      /^a\nb\|display_data\|c\nd\n(\|)?e\n$/,
    );
  });

  it("publishes a cell's messages in the order of ipykernel", async () => {
    const id = await client.execute("print(1)\n2");
    await client.find(
      ({ type, parent, content }) => parent === id && type === "status" && content["execution_state"] === "idle",
    );
    const own = client.seen.filter(({ parent }) => parent === id);
    expect(
      own.map(({ channel, type, content }) => [
        channel,
        type,
        content["execution_state"] ?? content["text"] ?? content["execution_count"],
      ]),
    ).toEqual([
      ["iopub", "status", "busy"],
      ["iopub", "execute_input", 1],
      ["iopub", "stream", "1\n"],
      ["iopub", "execute_result", 1],
      ["shell", "execute_reply", 1],
      ["iopub", "status", "idle"],
    ]);
  });

  it("works in its folder and sees no other of this machine", async () => {
    await writeFile(join(folder, "words.txt"), "hello");
    expect(await client.shown('print(open("words.txt").read())')).toBe("hello\n");
    await client.shown('with open("made.txt", "w") as file: file.write("by a cell")');
    expect(await readFile(join(folder, "made.txt"), "utf8")).toBe("by a cell");
    const outside = JSON.stringify(import.meta.filename);
    expect(
      await client.shown(`import os; print(os.getcwd() == ${JSON.stringify(folder)}, os.path.exists(${outside}))`),
    ).toBe("True False\n");
  });

  it("has the environment that it was given, and nothing of ours", async () => {
    process.env["NBPROOF_SECRET"] = "secret";
    expect(await client.shown('import os; print(os.environ.get("TOKEN"), os.environ.get("NBPROOF_SECRET"))')).toBe(
      "seen None\n",
    );
    expect(
      await client.shown('import js; print([hasattr(js.process.env, name) for name in ("NBPROOF_SECRET", "PATH")])'),
    ).toBe("[False, False]\n");
  });

  it("starts no process of this machine", async () => {
    const marker = join(folder, "touched");
    expect(await client.shown(`import os; print(os.system("touch ${marker}"), os.path.exists("${marker}"))`)).toBe(
      "32512 False\n",
    );
  });

  it("refuses a cell that is a script, at once", async () => {
    for (const magic of ["bash", "sh", "python", "script cat"]) {
      expect(await client.errorOf(await client.execute(`%%${magic}\nexit 3`))).toBe("OSError");
    }
    expect(await client.shown("print(1)")).toBe("1\n");
  });

  it("answers input() over stdin", async () => {
    const id = await client.execute('print("Hello", input("Name? "))');
    const request = await client.find(({ type, parent }) => type === "input_request" && parent === id);
    expect([request.channel, request.content]).toEqual(["stdin", { prompt: "Name? ", password: false }]);
    await client.client.send(
      createMessage("stdin", "input_reply", { session: "test", content: { status: "ok", value: "Ada" } }),
    );
    const stream = await client.find(({ type, parent }) => type === "stream" && parent === id);
    expect(stream.content["text"]).toBe("Hello Ada\n");
  });

  it("replies to the client that asked and publishes to all", async () => {
    await using other = await recordedClient(kernel);
    const id = await client.execute("1");
    await other.find(
      ({ type, parent, content }) => parent === id && type === "status" && content["execution_state"] === "idle",
    );
    expect(other.seen.filter(({ parent }) => parent === id).map(({ type }) => type)).toEqual([
      "status",
      "execute_input",
      "execute_result",
      "status",
    ]);
  });

  it("lists its packages, and says no more", async () => {
    const id = await client.execute(
      'import importlib.metadata as m; print("ipython" in {d.name for d in m.distributions()})',
    );
    await client.find(({ type, parent }) => parent === id && type === "execute_reply");
    const shown = client.seen.filter(({ type, parent }) => parent === id && type === "stream");
    expect(shown.map(({ content }) => [content["name"], content["text"]])).toEqual([["stdout", "True\n"]]);
  });

  it("has a random of its own in each kernel", async () => {
    const code = "import random, uuid; print(random.random())";
    const first = await client.shown(code);
    await kernel.restart();
    expect(await client.shown(code)).not.toBe(first);
  });

  it("has a clock that is finer than milliseconds", async () => {
    const code = "import time\nprint(any(time.time_ns() % 1_000_000 > 1000 for _ in range(1000)))";
    expect(await client.shown(code)).toBe("True\n");
  });

  it("lives in UTC where it is told to, wherever this machine is", async () => {
    const before = process.env["TZ"];
    process.env["TZ"] = "Asia/Tokyo";
    const abroad = await provider.start("pyodide", { cwd: folder, env: { TZ: "UTC" } });
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
    await using own = await recordedClient(abroad);
    const code = "import datetime as d; print(d.datetime.fromtimestamp(0), d.datetime(2024, 7, 1).timestamp())";
    expect(await own.run(code)).toEqual(["1970-01-01 00:00:00 1719792000.0\n"]);
    await abroad.shutdown();
  });

  it.each([
    { where: "Python code", code: "while True: pass" },
    { where: "time.sleep()", code: "import time; time.sleep(100)" },
    { where: "input()", code: "input()" },
  ])("is interrupted in $where", async ({ code }) => {
    const id = await client.begin(code);
    await kernel.interrupt();
    expect(await client.errorOf(id)).toBe("KeyboardInterrupt");
    expect(await client.shown("print('alive')")).toBe("alive\n");
  });

  it("is interrupted in an await", async () => {
    const id = await client.execute(
      "import asyncio\nasyncio.get_running_loop().call_later(0.05, print, 'waits')\nawait asyncio.sleep(100)",
    );
    await client.find(({ type, parent }) => type === "stream" && parent === id);
    await kernel.interrupt();
    // Which of the two depends on whether the loop is asleep at that moment.
    expect(["CancelledError", "KeyboardInterrupt"]).toContain(await client.errorOf(id));
    expect(await client.shown("print('alive')")).toBe("alive\n");
  });

  it("starts again under the same id and keeps its clients", async () => {
    await client.shown("x = 1");
    const { id } = kernel;
    await kernel.restart();
    expect(await client.shown("print('x' in globals())")).toBe("False\n");
    expect(kernel.id).toBe(id);
  });
});

describe("an embedded kernel that dies", () => {
  it("of an interrupt in C code says so, and comes back", async () => {
    // An interrupt between the two loops is Python's.
    await client.begin("while True:\n  try: sum(range(10**12))\n  except KeyboardInterrupt: pass");
    const again = setInterval(() => void kernel.interrupt(), 200);
    await restarting();
    clearInterval(again);
    const alive = await revived();
    expect(alive).toEqual(["alive\n", "restarting"]);
    expect(kernel.lastExit).toMatchObject({ stderrTail: expect.stringContaining("not Python") });
  });

  it("of os._exit() gives the exit code, and comes back", async () => {
    await client.execute("import os; os._exit(3)");
    expect(await revived()).toEqual(["alive\n", "restarting"]);
    expect(kernel.lastExit).toEqual({ exitCode: 3 });
  });
});
