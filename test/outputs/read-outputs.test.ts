import { mkdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Output } from "../../src/model/observation.ts";
import { outputsPath } from "../../src/outputs/outputs-path.ts";
import { readOutputs } from "../../src/outputs/read-outputs.ts";
import type { RecordedOutputs } from "../../src/outputs/recorded-outputs.ts";
import { renderOutputs } from "../../src/outputs/render-outputs.ts";
import type { Reading } from "../../src/source/read-source.ts";
import { folderOf } from "../spec/read-files.ts";
import { nowOf, recordedOf, shownOn } from "./example.ts";

interface Read {
  readonly recorded: RecordedOutputs | undefined;
  /** As `file:line:column: message`. */
  readonly problems: readonly string[];
}

async function read(cwd: string): Promise<Read> {
  const reading: Reading = { cwd, sources: new Map(), diagnostics: [] };
  const recorded = await readOutputs(reading, outputsPath({ path: join(cwd, "one.yaml"), name: "one" }));
  const problems = reading.diagnostics.map(
    ({ code, place: { file, line, column }, message }) => `${file}:${line}:${column} ${code}: ${message}`,
  );
  return { recorded, problems };
}

async function readText(text: string | Uint8Array): Promise<Read> {
  return await read(await folderOf({ "recorded/one.json": text }));
}

const outputs: readonly Output[] = [
  { type: "stream", name: "stdout", text: "a\nb\n" },
  { type: "stream", name: "stderr", text: "\u2028 \u202e </details> {{ x }} \0 é" },
  {
    type: "display",
    mime: { "text/html": "<b>\n</b>", "image/png": "iVBORw0=\n", "application/json": [1, { a: null }] },
  },
  { type: "result", mime: { "text/plain": "2" }, metadata: { isolated: true }, executionCount: 1 },
  { type: "error", name: "ValueError", message: "no", traceback: ["\u001b[31mValueError\u001b[0m", "no"] },
];

async function example(): Promise<RecordedOutputs> {
  const now = await nowOf(`  - { id: a, code: "print(1)", expect: "1" }\n`);
  const made = recordedOf(now, [shownOn({ a: "1" }), shownOn({ a: "1" }, { version: "3.13.0" })]);
  return { ...made, cells: made.cells.map((cell) => ({ ...cell, shown: [{ kernels: [0, 1], outputs }] })) };
}

describe("readOutputs()", () => {
  it("reads what renderOutputs() writes, which is then written as the same bytes", async () => {
    const recorded = await example();
    const text = renderOutputs(recorded);
    const again = await readText(text);
    expect(again).toEqual({ recorded, problems: [] });
    expect(again.recorded && renderOutputs(again.recorded)).toBe(text);
  });

  it("gives nothing where nothing is recorded", async () => {
    expect(await read(await folderOf({}))).toEqual({ recorded: undefined, problems: [] });
  });

  it.each([
    ["", "1:1 bad-record: The file is empty"],
    ["{", "1:2 bad-record: A closing brace is due here; the file may have been cut short"],
    ["<<<<<<< ours\n{}\n", "1:1 bad-record: An unresolved merge conflict begins here"],
    ["[]", "1:1 bad-record: These are no recorded outputs: there is no `version`"],
    ["null", "1:1 bad-record: These are no recorded outputs: there is no `version`"],
    ['{"version": "1"}', "1:13 bad-record: These are no recorded outputs: there is no `version`"],
    ['{"version": 2}', "1:13 bad-record: Only version 1 of recorded outputs is read; these may be of a later nbproof"],
    ['{"version": 1}', "1:1 bad-record: There is no `kernels`, which is a list"],
    ['{"version": 1, "kernels": []}', "1:1 bad-record: `kernels` has to name one at least"],
    ["[".repeat(1_000_000), "1:1 bad-record: Lists and maps are nested too deeply"],
    [`{"version": 1, "a": ${'{"a":'.repeat(5000)}`, "1:1 bad-record: Lists and maps are nested too deeply"],
    [Buffer.from([0xff, 0xfe]), "1:1 bad-record: The file is not text in UTF-8"],
  ])("says what is wrong with %j", async (text, problem) => {
    const short = await readText(text);
    expect(short).toEqual({ recorded: undefined, problems: [`recorded/one.json:${problem}`] });
  });

  it.each<[what: string, change: (record: Json) => unknown, message: string]>([
    ["setting", (record) => (record["setting"] = 5), "`setting` is a text"],
    [
      "version of Python",
      ({ kernels: [kernel] }) => (kernel["version"] = "three"),
      "A kernel's `version` is numbers with dots between",
    ],
    [
      "platform",
      ({ kernels: [kernel] }) => (kernel["platform"] = "amiga"),
      "`platform` is one of linux, macos, windows, emscripten",
    ],
    ["flag", ({ kernels: [kernel] }) => delete kernel["gil"], "There is no `gil`, which is true or false"],
    ["cores", ({ kernels: [kernel] }) => (kernel["cores"] = 0.5), "`cores` is a whole number from 1"],
    [
      "packages",
      ({ kernels: [kernel] }) => (kernel["packages"] = ["numpy"]),
      "A kernel's `packages` is a map from names to versions",
    ],
    [
      "package",
      ({ kernels: [kernel] }) => (kernel["packages"] = { numpy: 2 }),
      "A package's version is a text or null",
    ],
    ["cells", (record) => Object.assign(record, { cells: {} }), "`cells` is a list"],
    ["cell", ({ cells }) => (cells[0] = "a"), "There is no `id`, which is a text"],
    ["count", ({ cells: [cell] }) => (cell["execution_count"] = "1"), "`execution_count` is a whole number from 1"],
    ["digest", ({ cells: [cell] }) => (cell["digest"] = null), "`digest` is a text"],
    ["same cell", ({ cells }) => cells.push(cells[0]), "Two of the `cells` have the same `id`"],
    ["kernel", ({ cells: [cell] }) => (cell["shown"][0].kernels = [2]), "This is no index into `kernels`"],
    ["outputs", ({ cells: [cell] }) => (cell["shown"][0].outputs = "x"), "`outputs` is a list"],
    [
      "output",
      ({ cells: [cell] }) => (cell["shown"][0].outputs = [{ output_type: "x" }]),
      "An output of type x is none of stream, display_data, execute_result and error",
    ],
    [
      "stream",
      ({ cells: [cell] }) => (cell["shown"][0].outputs = [{ output_type: "stream", name: "stdout", text: [1] }]),
      "A stream has no `text`",
    ],
  ])("says what is wrong with a wrong %s", async (_, change, message) => {
    const record = JSON.parse(renderOutputs(await example())) as Json;
    change(record);
    const { recorded, problems } = await readText(JSON.stringify(record));
    expect(recorded).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(/^recorded\/one\.json:1:\d+ bad-record: /)]);
    expect(problems[0]).toContain(`bad-record: ${message}`);
  });

  it("reads no file of 100 MB, and says so", async () => {
    const cwd = await folderOf({ "recorded/one.json": "{" });
    await truncate(join(cwd, "recorded/one.json"), 100_000_000);
    expect((await read(cwd)).problems).toEqual([
      "recorded/one.json:1:1 bad-record: The file has 100,000,000 bytes, and recorded outputs at most 20,000,000",
    ]);
  });

  it("reads no folder, and says so", async () => {
    const cwd = await folderOf({});
    await mkdir(join(cwd, "recorded/one.json"), { recursive: true });
    expect((await read(cwd)).problems).toEqual(["recorded/one.json:1:1 bad-record: This cannot be read as a file"]);
  });

  it("takes a file where the folder is due for none", async () => {
    const cwd = await folderOf({});
    await writeFile(join(cwd, "recorded"), "a file");
    expect((await read(cwd)).recorded).toBeUndefined();
  });

  it("is changed by no name that JavaScript has a meaning for", async () => {
    const text = renderOutputs(await example()).replace(
      '"packages": {}',
      '"packages": {"__proto__": "1", "constructor": null}',
    );
    expect((await readText(text)).problems).toEqual([]);
    expect(Object.hasOwn(Object.prototype, "1")).toBe(false);
  });
});

// oxlint-disable-next-line typescript/no-explicit-any -- it is to be made wrong in any way
type Json = Record<string, any> & { kernels: any[]; cells: any[] };
