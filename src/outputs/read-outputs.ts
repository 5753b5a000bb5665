import { stat } from "node:fs/promises";

import { itemsOf, type JsonNode, memberOf, numberOf, stringOf, valueOf } from "../ipynb/json-node.ts";
import { parseJson } from "../ipynb/parse-json.ts";
import { readOutput } from "../ipynb/read-output.ts";
import type { Output } from "../model/observation.ts";
import { isMissing } from "../source/is-missing.ts";
import { fileName, type Reading, readSource } from "../source/read-source.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";
import { MOST_BYTES } from "./outputs-path.ts";
import type { RecordedCell, RecordedFacts, RecordedOutputs, ShownOutputs } from "./recorded-outputs.ts";

/** Reads recorded outputs; absent where there are none. What is wrong with the file is reported, the first thing alone. */
export async function readOutputs(reading: Reading, path: string): Promise<RecordedOutputs | undefined> {
  const file = fileName(reading.cwd, path);
  const refuse = (message: string): undefined => {
    reading.diagnostics.push({ code: "bad-record", place: { file, line: 1, column: 1 }, message });
  };
  const found = await stat(path).catch((cause: unknown) => (isMissing(cause) ? undefined : "unreadable"));
  if (found === undefined) return undefined;
  if (found === "unreadable" || !found.isFile()) return refuse("This cannot be read as a file");
  if (found.size > MOST_BYTES) {
    return refuse(
      `The file has ${found.size.toLocaleString("en-GB")} bytes, and recorded outputs at most ${MOST_BYTES.toLocaleString("en-GB")}`,
    );
  }
  const own: Reading = { ...reading, diagnostics: [] };
  const source = await readSource(own, path);
  if (source === undefined) return refuse(own.diagnostics[0]?.message ?? "The file cannot be read");
  return parseOutputs(source, (diagnostic) => reading.diagnostics.push(diagnostic));
}

/** Recorded outputs from their text. */
function parseOutputs(
  source: SourceFile,
  report: (diagnostic: Reading["diagnostics"][number]) => void,
): RecordedOutputs | undefined {
  if (nestsDeeply(source.text)) {
    report({ code: "bad-record", place: placeAt(source, 0), message: "Lists and maps are nested too deeply" });
    return undefined;
  }
  const root = parseJson(source);
  if (!("type" in root)) {
    const [first] = root;
    report({
      code: "bad-record",
      place: first?.place ?? placeAt(source, 0),
      message: first?.message ?? "This is not JSON",
    });
    return undefined;
  }
  const reader = new Reader(source);
  const recorded = reader.read(root);
  if (reader.problem === undefined) return recorded;
  const { node, message } = reader.problem;
  report({ code: "bad-record", place: placeAt(source, node.offset, node.offset + node.length), message });
  return undefined;
}

/** What comes after the first problem is read as it may be, and thrown away. */
class Reader {
  readonly #source: SourceFile;
  problem: { readonly node: JsonNode; readonly message: string } | undefined;

  constructor(source: SourceFile) {
    this.#source = source;
  }

  read(root: JsonNode): RecordedOutputs {
    const version = numberOf(memberOf(root, "version"));
    if (version !== 1)
      this.#refuse(
        memberOf(root, "version") ?? root,
        version === undefined
          ? "These are no recorded outputs: there is no `version`"
          : "Only version 1 of recorded outputs is read; these may be of a later nbproof",
      );
    const kernels = this.#list(root, "kernels").map((node) => this.#kernel(node));
    if (kernels.length === 0) this.#refuse(root, "`kernels` has to name one at least");
    const cells = this.#list(root, "cells").map((node) => this.#cell(node, kernels.length));
    const ids = new Set(cells.map(({ id }) => id));
    if (ids.size < cells.length) this.#refuse(root, "Two of the `cells` have the same `id`");
    return { kernels, setting: this.#text(root, "setting"), cells };
  }

  #kernel(node: JsonNode): RecordedFacts {
    const version = this.#text(node, "version");
    if (!/^\d+(?:\.\d+)*$/.test(version)) this.#refuse(node, "A kernel's `version` is numbers with dots between");
    const cores = memberOf(node, "cores") === undefined ? {} : { cores: this.#whole(node, "cores") };
    return {
      language: this.#text(node, "language"),
      version,
      implementation: this.#text(node, "implementation"),
      platform: this.#one(node, "platform", ["linux", "macos", "windows", "emscripten"]),
      bits: this.#whole(node, "bits") === 32 ? 32 : 64,
      gil: this.#flag(node, "gil"),
      threads: this.#flag(node, "threads"),
      processes: this.#flag(node, "processes"),
      network: this.#flag(node, "network"),
      ...cores,
      packages: this.#packages(node),
    };
  }

  #packages(node: JsonNode): RecordedFacts["packages"] {
    const packages = memberOf(node, "packages");
    if (packages?.type !== "object") this.#refuse(node, "A kernel's `packages` is a map from names to versions");
    const entries = (packages?.children ?? []).map(({ children: [name, version] = [] }) => {
      const value = valueOf(version);
      if (value !== null && typeof value !== "string")
        this.#refuse(version ?? node, "A package's version is a text or null");
      return [stringOf(name) ?? "", typeof value === "string" ? value : null] as const;
    });
    return Object.fromEntries(entries);
  }

  #cell(node: JsonNode, kernels: number): RecordedCell {
    return {
      id: this.#text(node, "id"),
      count: this.#whole(node, "execution_count"),
      digest: this.#text(node, "digest"),
      shown: this.#list(node, "shown").map((each) => this.#shown(each, kernels)),
    };
  }

  #shown(node: JsonNode, count: number): ShownOutputs {
    const kernels = this.#list(node, "kernels").map((each) => {
      const index = numberOf(each) ?? -1;
      if (!Number.isInteger(index) || index < 0 || index >= count)
        this.#refuse(each, "This is no index into `kernels`");
      return index;
    });
    return { kernels, outputs: this.#list(node, "outputs").flatMap((each) => this.#output(each)) };
  }

  #output(node: JsonNode): readonly Output[] {
    const read = readOutput(this.#source, node);
    if (typeof read !== "string") return [read.output];
    this.#refuse(node, read);
    return [];
  }

  #list(node: JsonNode, key: string): readonly JsonNode[] {
    const value = memberOf(node, key);
    if (value?.type !== "array") this.#lacks(node, key, "a list");
    return itemsOf(value);
  }

  #text(node: JsonNode, key: string): string {
    return stringOf(memberOf(node, key)) ?? this.#lacks(node, key, "a text") ?? "";
  }

  #whole(node: JsonNode, key: string): number {
    const value = numberOf(memberOf(node, key)) ?? -1;
    if (!Number.isSafeInteger(value) || value < 1) this.#lacks(node, key, "a whole number from 1");
    return value;
  }

  #flag(node: JsonNode, key: string): boolean {
    const value = valueOf(memberOf(node, key));
    if (typeof value !== "boolean") this.#lacks(node, key, "true or false");
    return value === true;
  }

  #one<const Choice extends string>(node: JsonNode, key: string, choices: readonly [Choice, ...Choice[]]): Choice {
    const value = stringOf(memberOf(node, key));
    const choice = choices.find((each) => each === value);
    if (choice === undefined) this.#lacks(node, key, `one of ${choices.join(", ")}`);
    return choice ?? choices[0];
  }

  #lacks(node: JsonNode, key: string, type: string): undefined {
    const value = memberOf(node, key);
    this.#refuse(
      value ?? node,
      value === undefined ? `There is no \`${key}\`, which is ${type}` : `\`${key}\` is ${type}`,
    );
  }

  #refuse(node: JsonNode, message: string): void {
    this.problem ??= { node, message };
  }
}

/** What reads and writes values goes down into them. */
const DEEPEST = 200;

/** Whether lists and maps stand in each other more often than anything that is put out does. */
function nestsDeeply(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Where the string that begins there has its closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
