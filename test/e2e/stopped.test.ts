import { EventEmitter, once } from "node:events";
import { access, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { describe, expect, it } from "vitest";

import { codeCell, notebookFile, printed } from "../ipynb/examples.ts";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";

async function until(file: string): Promise<void> {
  for (;;) {
    const there = await access(file).then(
      () => true,
      () => false,
    );
    if (there) return;
    await setTimeout(50);
  }
}

const begun = "import pathlib; pathlib.Path('begun').touch()\n";

describe("nbproof validate, stopped", () => {
  it.each<[NodeJS.Signals, number, string, string]>([
    ["SIGTERM", 143, "in a cell that computes", "while True: pass"],
    ["SIGINT", 130, "in a cell that computes", "while True: pass"],
    [
      "SIGTERM",
      143,
      "in a cell that no interrupt ends",
      "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    ],
  ])("by %s gives %i %s, and tells what had finished", async (signal, code, _, loop) => {
    const folder = await folderOf({
      "a.ipynb": notebookFile([codeCell("print(1)", { outputs: [printed("2\n")] })]),
      "b.ipynb": notebookFile([codeCell(begun + loop)]),
    });
    const args = ["validate", "a.ipynb", "b.ipynb", "--jobs", "1", "--kernel", await pythonEnvironment()];
    args.push("--reporter", "default,json=r.json,junit=r.xml");
    const { exitCode, stdout } = await runNbproof(args, {
      cwd: folder,
      meanwhile: async (child) => {
        await until(join(folder, "begun"));
        child.kill(signal);
        await once(child, "close");
      },
    });
    expect(exitCode).toBe(code);
    expect(stdout).toContain("a.ipynb:cell 1 (a1) output:1:1  output-differs");
    expect(stdout).toContain("Stopped: 1 of 2 lessons had finished, and nothing is known of the others");
    expect(stdout).not.toContain("b.ipynb");
    const report: unknown = JSON.parse(await readFile(join(folder, "r.json"), "utf8"));
    expect(report).toMatchObject({
      unfinished: { why: "stopped", finished: 1, due: 2 },
      lessons: [{ file: "a.ipynb", runs: [{ verdict: "failed" }] }],
    });
    expect(await readFile(join(folder, "r.xml"), "utf8")).toMatch(/tests="1" failures="1"[^]*<\/testsuites>\n$/);
  });

  it("does not wait for a server that has yet to answer", async () => {
    const asked = new EventEmitter();
    const starting = once(asked, "start");
    const server = createServer(({ method, url }, response) => {
      // A kernel takes longer than anybody waits for it here.
      if (method === "POST") return void asked.emit("start");
      response.setHeader("content-type", "application/json");
      if (url?.startsWith("/api/kernelspecs") === true) {
        const spec = { display_name: "Python", language: "python", argv: [] };
        response.end(JSON.stringify({ default: "python3", kernelspecs: { python3: { name: "python3", spec } } }));
      } else response.end(JSON.stringify({ version: "2.0.0" }));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("No port");
    const folder = await folderOf({ "a.ipynb": notebookFile([codeCell("1")]) });
    const args = ["validate", "a.ipynb", "--server", `http://127.0.0.1:${address.port}`];
    let waited = Infinity;
    const { exitCode, stdout } = await runNbproof(args, {
      cwd: folder,
      meanwhile: async (child) => {
        await starting;
        child.kill("SIGTERM");
        const from = performance.now();
        await once(child, "close");
        waited = performance.now() - from;
      },
    });
    server.closeAllConnections();
    server.close();
    expect([exitCode, stdout]).toEqual([143, expect.stringContaining("Stopped: 0 of 1 lesson")]);
    // Not a matter of speed: an answer is waited for until minutes have passed.
    expect(waited).toBeLessThan(20_000);
  });

  it("listens once, when all is read: a signal that comes before a listener is removed would be lost", async () => {
    const watched = `import { appendFileSync } from "node:fs";
for (const verb of ["on", "off"]) {
  const real = process[verb].bind(process);
  process[verb] = (name, listener) => {
    if (name === "SIGTERM") appendFileSync("listens.txt", verb + " ");
    return real(name, listener);
  };
}`;
    const folder = await folderOf({
      "a.ipynb": notebookFile([codeCell("1")]),
      "b.ipynb": notebookFile([codeCell("print(1)", { outputs: [printed("2\n")] })]),
      "c.ipynb": notebookFile([codeCell("print(1)", { outputs: [printed("3\n")] })]),
      "watched.mjs": watched,
    });
    const run = async (...args: readonly string[]): Promise<string> => {
      const { stdout } = await runNbproof(["validate", ...args, "--kernel", await pythonEnvironment()], {
        cwd: folder,
        env: { NODE_OPTIONS: `--import=${pathToFileURL(join(folder, "watched.mjs")).href}` },
      });
      const listened = await readFile(join(folder, "listens.txt"), "utf8");
      await rm(join(folder, "listens.txt"));
      return `${listened}${stdout.includes("c.ipynb is saved")}`;
    };
    expect(await run("a.ipynb")).toBe("on false");
    // Between two files too, and after the last.
    expect(await run("b.ipynb", "c.ipynb", "--write")).toBe("on true");
  });
});
