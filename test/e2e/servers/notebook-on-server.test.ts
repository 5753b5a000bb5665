import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";

import { nbformatJson } from "../../../src/notebook/nbformat-json.ts";
import { startJupyterServer } from "../../servers/start-jupyter-server.mjs";
import type { TestServer } from "../../servers/start-server.mjs";
import { runningKernels, validateOn } from "./course-on-server.ts";

let server: TestServer;
let cwd: string;

beforeAll(async () => {
  server = await startJupyterServer();
});
afterAll(async () => await server[Symbol.asyncDispose]());

beforeEach(async () => {
  cwd = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  await writeFile(join(cwd, "words.txt"), "Tom\n");
  return async () => await rm(cwd, { recursive: true, force: true });
});

const code = `text = open("words.txt").read()\nopen("seen.txt", "w").write(text)\nprint(text, end="")`;

async function writeNotebook(text: string, kernelspec: string): Promise<void> {
  const output = { name: "stdout", output_type: "stream", text: [text] };
  const cell = { cell_type: "code", id: "a", metadata: {}, source: code, outputs: [output], execution_count: 1 };
  const metadata = { kernelspec: { name: kernelspec, display_name: kernelspec, language: "python" } };
  await writeFile(join(cwd, "some.ipynb"), nbformatJson({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }));
}

it("validate --server runs a notebook in its own folder, in the kernel that it names", async () => {
  await writeNotebook("Tom\n", "python3");
  const { exitCode, stdout } = await validateOn(server, ["some.ipynb"], { cwd });
  expect(stdout).toContain("1 lesson, 1 step: 1 passed");
  expect(stdout).toContain(`on ${server.url}`);
  expect(exitCode).toBe(0);
  expect((await readdir(cwd)).toSorted()).toEqual(["seen.txt", "some.ipynb", "words.txt"]);
  expect(await runningKernels(server)).toEqual([]);
});

it("validate --server finds what a notebook shows no longer, and --write saves it", async () => {
  await writeNotebook("Kitty\n", "no-such-kernel");
  const { exitCode, stdout } = await validateOn(server, ["--write", "some.ipynb"], { cwd });
  expect(stdout).toContain("some.ipynb:cell 1 (a) output:1:1  output-differs");
  expect(stdout).toContain("some.ipynb is saved with its new outputs");
  expect(exitCode).toBe(1);
  expect(await readFile(join(cwd, "some.ipynb"), "utf8")).toContain('"Tom\\n"');
});
