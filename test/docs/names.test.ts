import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../../src/commands/commands.ts";
import { parseArguments } from "../../src/commands/parse-arguments.ts";

const ours = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];
const pages = [
  ...ours,
  ...(await readdir("docs")).filter((file) => file.endsWith(".md")).map((file) => `docs/${file}`),
];
const sources = await filesIn(
  "src",
  "test",
  "scripts",
  "bench",
  "python",
  "docs",
  "schema",
  "templates",
  "notebooks-src",
);
const scripts = Object.keys((JSON.parse(await readFile("package.json", "utf8")) as { scripts: object }).scripts);

describe.each(pages)("%s", (page) => {
  it("links to files and headings that exist", async () => {
    const text = withoutFences(await read(page));
    const targets = Array.from(text.matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)\s]*))?\)/g), ([, path, heading]) => {
      return { file: path ? normalize(join(dirname(page), path)) : page, heading };
    });
    for (const { file, heading } of targets) {
      expect([file, existsSync(file)]).toEqual([file, true]);
      if (heading !== undefined) expect(headingsOf(await read(file))).toContain(heading);
    }
  });

  it("names files of ours that exist", async () => {
    const named = codeIn(await read(page)).flatMap((code) => code.split(/[\s=]/).filter(isOurFile));
    expect(named.filter((name) => !sources.some((file) => file === name || file.endsWith(`/${name}`)))).toEqual([]);
  });

  it("names scripts of package.json", async () => {
    const named = Array.from((await read(page)).matchAll(/\bnpm run ([a-z:]+)/g), ([, name]) => name);
    expect(named.filter((name) => !scripts.includes(name ?? ""))).toEqual([]);
  });

  it("names commands and options that nbproof has", async () => {
    const lines = codeIn(await read(page)).flatMap((code) => code.split("\n"));
    for (const line of lines) {
      const [, name, rest = ""] = /^(?:\$ |npx |[A-Z_]+=\S+ )*nbproof ([a-z][a-z-]*)\b([^#]*)/.exec(line) ?? [];
      if (name === undefined) continue;
      const command = commands[name];
      if (command === undefined) throw new Error(`There is no command in: ${line}`);
      const words = rest.split(/\s+/).filter((word) => word !== "" && word !== "--help");
      expect(() => parseArguments(name, command, words), line).not.toThrow();
    }
  });
});

function read(file: string): Promise<string> {
  return readFile(file, "utf8");
}

async function filesIn(...folders: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(folder, { recursive: true });
      return entries.map((entry) => `${folder}/${entry}`);
    }),
  );
  return found.flat();
}

const fence = /^```.*\n([^]*?)^```$/gm;

function withoutFences(markdown: string): string {
  return markdown.replace(fence, "");
}

/** What stands in fences and between backticks. */
function codeIn(markdown: string): readonly string[] {
  const spans = withoutFences(markdown).matchAll(/`([^`\n]+)`/g);
  return [
    ...Array.from(markdown.matchAll(fence), ([, code = ""]) => code),
    ...Array.from(spans, ([, code = ""]) => code),
  ];
}

/** Code of ours by its ending; of data, what is in a folder of ours, since lessons have files too. */
function isOurFile(word: string): boolean {
  return (
    /^[\w./-]+\.(?:ts|mjs)$/.test(word) ||
    /^(?:src|test|scripts|bench|python|docs|schema|templates)\/[\w./-]*\w$/.test(word)
  );
}

/** As GitHub makes them. */
function headingsOf(markdown: string): readonly string[] {
  const headings = withoutFences(markdown).matchAll(/^#+ (.*)$/gm);
  return Array.from(headings, ([, text = ""]) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
