import type { ChildProcess } from "node:child_process";
import { access, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { expect, it } from "vitest";

import { startBridge } from "../../src/bridge/bridge.ts";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { folderOf } from "../spec/read-files.ts";
import { startCuttableProxy } from "./cuttable-proxy.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { type NbproofRun, runNbproof } from "./run-nbproof.ts";

/** Writes down what anybody says on the console, and hands it on to what the console does with it. */
const listening = `import { appendFileSync } from "node:fs";
import { format } from "node:util";
for (const name of ["debug", "log", "info", "warn", "error", "trace"]) {
  let says = console[name];
  Object.defineProperty(console, name, {
    enumerable: true,
    get: () => {
      const now = says;
      return (...words) => {
        appendFileSync(process.env.WORDS, format(...words) + "\\n");
        now(...words);
      };
    },
    set: (other) => (says = other),
  });
}`;

interface Heard extends NbproofRun {
  /** What libraries said, line by line. */
  readonly words: readonly string[];
}

interface Course {
  readonly folder: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly meanwhile?: (child: ChildProcess) => Promise<void>;
}

async function validated({ folder, args = [], env = {}, meanwhile }: Course): Promise<Heard> {
  const words = join(folder, "words.txt");
  const ran = await runNbproof(["validate", "one.yaml", ...args], {
    cwd: folder,
    env: { ...env, WORDS: words, NODE_OPTIONS: `--import=${pathToFileURL(join(folder, "listening.mjs")).href}` },
    ...(meanwhile && { meanwhile }),
  });
  return { ...ran, words: (await readFile(words, "utf8").catch(() => ran.stderr)).trimEnd().split("\n") };
}

function expectSilence({ stdout, stderr, words }: Heard): void {
  for (const line of words) expect(stdout + stderr).not.toContain(line);
  expect(stdout + stderr).not.toMatch(/reconnect|WebSocket/i);
}

it("what the client's library says of a kernel that dies, and of one that is started anew, is not on the terminal", async () => {
  const lesson = `title: One
steps:
  - code: import os; os._exit(3)
  - code: |
      while True: pass
    timeout: 500ms
  - code: |
      print(1)  # => 1
`;
  const folder = await folderOf({ "one.yaml": lesson, "listening.mjs": listening });
  const ran = await validated({ folder, args: ["--kernel", await pythonEnvironment()] });
  expect(ran.words).toContainEqual(expect.stringMatching(/^Connection lost, reconnecting in \d+ seconds\.$/));
  expect(ran.stdout).toContain("3 steps: 1 passed, 2 failed");
  expectSilence(ran);
});

it("nor what it says where the way to a server is cut while a cell runs", async () => {
  const env = { PATH: process.env["PATH"] ?? "", VIRTUAL_ENV: dirname(dirname(await pythonEnvironment())) };
  await using provider = createZmqKernels({ env, cwd: tmpdir() });
  await using bridge = await startBridge({ provider, allowEnv: ["*"], env, cwd: tmpdir() });
  await using proxy = await startCuttableProxy(bridge.url);
  const folder = await folderOf({ "listening.mjs": listening });
  const begun = join(folder, "begun");
  const code = `import pathlib, time\n      pathlib.Path(${JSON.stringify(begun)}).touch()\n      time.sleep(2)\n      print("over")`;
  await writeFile(join(folder, "one.yaml"), `title: One\nsteps:\n  - code: |\n      ${code}\n    expect: over\n`);
  const ran = await validated({
    folder,
    args: ["--server", proxy.url],
    env: { NBPROOF_TOKEN: bridge.token },
    meanwhile: async (child) => {
      while (child.exitCode === null && !(await isThere(begun))) await setTimeout(20);
      proxy.cut();
      await setTimeout(500);
      proxy.mend();
    },
  });
  expect(ran.words).toContainEqual(expect.stringMatching(/^Starting WebSocket: /));
  expect(ran.stdout).toContain("1 step: 1 passed");
  expectSilence(ran);
});

async function isThere(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
