import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { projectSettings } from "../../src/api/project-settings.ts";
import type { OfNotebook, Settings } from "../../src/settings/settings.ts";
import { folderOf, showDiagnostic } from "../spec/read-files.ts";

type Files = Readonly<Record<string, string>>;

/** What is wrong with settings, each as `file:line:column code: message`, and what to do. */
async function problems(files: Files, path = "."): Promise<readonly string[]> {
  const { diagnostics, settings } = await projectSettings([path], { cwd: await folderOf(files), env: {} });
  expect(settings === undefined).toBe(diagnostics.length > 0);
  return diagnostics.map(showDiagnostic);
}

interface Read {
  readonly settings: Settings | undefined;
  readonly of: (notebook: string) => OfNotebook | undefined;
}

async function read(files: Files, path = ".", env: Readonly<Record<string, string>> = {}): Promise<Read> {
  const cwd = await folderOf(files);
  const { settings, diagnostics } = await projectSettings([path], { cwd, env });
  expect(diagnostics).toEqual([]);
  return { settings, of: (notebook) => settings?.of(join(cwd, notebook)) };
}

describe("projectSettings()", () => {
  it("reads the same from YAML and TOML", async () => {
    const yaml =
      "exclude: [drafts, '**/old-*.ipynb']\nrun-only: [bench/**]\nignore: [stderr, text/html]\n" +
      "replace: [{ pattern: '(\\d+) ms', with: '\\1' }, { pattern: x, with: \"\" }]\ntimeout: 2m\ntimeouts: { \"slow/*\": 20m }\nenv: { A: 1 }\n";
    const toml =
      "[project]\nname = 'a'\n\n[tool.nbproof]\nexclude = ['drafts', '**/old-*.ipynb']\nrun-only = ['bench/**']\n" +
      "ignore = ['stderr', 'text/html']\ntimeout = '2m'\ntimeouts = { 'slow/*' = '20m' }\nenv.A = '1'\n" +
      "[[tool.nbproof.replace]]\npattern = '(\\d+) ms'\nwith = '\\1'\n[[tool.nbproof.replace]]\npattern = 'x'\nwith = ''\n";
    for (const [name, text] of [
      ["nbproof.yaml", yaml],
      ["pyproject.toml", toml],
    ] as const) {
      const { settings, of } = await read({ [name]: text });
      expect(settings).toMatchObject({ file: name, environment: { A: "1" } });
      const all = {
        ignore: ["stderr", "text/html"],
        replace: [
          { pattern: String.raw`(\d+) ms`, with: String.raw`\1` },
          { pattern: "x", with: "" },
        ],
      };
      expect(of("a.ipynb")).toEqual({ ...all, leftOut: false, runOnly: false, timeout: 120_000 });
      expect(of("drafts/a.ipynb")).toMatchObject({ leftOut: true });
      expect(of("b/old-1.ipynb")).toMatchObject({ leftOut: true });
      expect(of("bench/deep/a.ipynb")).toMatchObject({ runOnly: true });
      expect(of("slow/a.ipynb")).toMatchObject({ timeout: 1_200_000 });
    }
  });

  it("reads what options take, paths as seen from the file", async () => {
    const yaml = "kernels: [python3, .venv, ../envs/b, pyodide]\njobs: 4\nreporters: [default, junit=out/a=b.xml]\n";
    const toml =
      "[tool.nbproof]\nkernels = ['python3', '.venv', '../envs/b', 'pyodide']\njobs = 4\nreporters = ['default', 'junit=out/a=b.xml']\n";
    for (const [name, text] of [
      ["nbproof.yaml", yaml],
      ["pyproject.toml", toml],
    ] as const) {
      const cwd = await folderOf({ [`project/${name}`]: text });
      const { settings, diagnostics } = await projectSettings(["project"], { cwd, env: {} });
      expect(diagnostics).toEqual([]);
      expect(settings).toMatchObject({
        keys: ["kernels", "jobs", "reporters"],
        kernels: ["python3", join(cwd, "project/.venv"), join(cwd, "envs/b"), "pyodide"],
        jobs: 4,
        reporters: [{ name: "default" }, { name: "junit", path: join(cwd, "project/out/a=b.xml") }],
      });
    }
  });

  it("hands on variables that are set, and others as they are said", async () => {
    const files = { "nbproof.yaml": "env: { A: said }\npass-env: [A, B, C]\n" };
    const { settings } = await read(files, ".", { A: "there", B: "there", D: "there" });
    expect(settings?.environment).toEqual({ A: "said", B: "there" });
  });

  it("takes the nearest file above all that runs, within the repository", async () => {
    const files = {
      "nbproof.yaml": "timeout: 1m\n",
      "project/.git/HEAD": "",
      "project/a/nbproof.yaml": "timeout: 3m\n",
      "project/a/b/c.ipynb": "",
      "project/d/e.ipynb": "",
    };
    const cwd = await folderOf(files);
    const fileFor = async (...paths: readonly string[]): Promise<string | undefined> =>
      (await projectSettings(paths, { cwd, env: {} })).settings?.file;
    expect(await fileFor("project/a/b/c.ipynb")).toBe("project/a/nbproof.yaml");
    expect(await fileFor("project/a/b", "project/a/b/c.ipynb")).toBe("project/a/nbproof.yaml");
    expect(await fileFor("project/a", "project/d")).toBe(undefined);
    expect(await fileFor(".")).toBe("nbproof.yaml");
  });

  it("leaves a pyproject.toml alone that has nothing of ours", async () => {
    const files = { "pyproject.toml": "[project]\nname = 'nbproof-course'\n", "nbproof.yml": "timeout: 1m\n" };
    expect((await read(files)).settings?.file).toBe("nbproof.yml");
    expect((await read({ "pyproject.toml": files["pyproject.toml"] })).settings).toBe(undefined);
  });

  it("reads nbval's files", async () => {
    const sanitize =
      "[regex1]\nregex: \\d{2}/\\d{2}\nreplace: DATE\n\n[regex2]\r\nregex: (?P<a>x)\r\nreplace: \\g<a>\r\n";
    const { of } = await read({ "nbproof.yaml": "sanitize-with: [s.cfg]\n", "s.cfg": sanitize });
    expect(of("a.ipynb")?.replace).toEqual([
      { pattern: String.raw`\d{2}/\d{2}`, with: "DATE" },
      { pattern: "(?P<a>x)", with: String.raw`\g<a>` },
    ]);
  });

  it.each<[string, Files, readonly string[]]>([
    [
      "a key that is nearly one",
      { "nbproof.yaml": "exclud: [a]\n" },
      ["nbproof.yaml:1:1-7 unknown-key: `exclud` is no key of the settings\n  Did you mean `exclude`?"],
    ],
    [
      "the same in TOML",
      { "pyproject.toml": "[tool.nbproof]\nexclud = ['a']\n" },
      ["pyproject.toml:2:1-7 unknown-key: `exclud` is no key of the settings\n  Did you mean `exclude`?"],
    ],
    [
      "an output that is nearly one",
      { "nbproof.yaml": "ignore: [stder]\n" },
      ["nbproof.yaml:1:10-15 bad-value: `stder` is no kind of output\n  Did you mean `stderr`?"],
    ],
    [
      "a reporter that is nearly one",
      { "nbproof.yaml": "reporters: [junitt]\n" },
      ["nbproof.yaml:1:13-19 bad-value: `junitt` is no reporter\n  Did you mean `junit`?"],
    ],
    [
      "a number of jobs that is none",
      { "nbproof.yaml": "jobs: 0\n" },
      ["nbproof.yaml:1:7-8 bad-value: `0` is no count\n  Write a whole number from 1 to 9999"],
    ],
    [
      "a text where a list is due",
      { "nbproof.yaml": "exclude: drafts\n" },
      [
        "nbproof.yaml:1:10-16 wrong-type: `exclude` takes a list, and this is a text\n  Write its entries below it, each after `- `\n  | exclude: [drafts]",
      ],
    ],
    [
      "the same in TOML",
      { "pyproject.toml": "[tool.nbproof]\nexclude = 'drafts'\n" },
      [
        'pyproject.toml:2:11-19 wrong-type: `exclude` takes a list, and this is a text\n  Write its entries in brackets: `["…", "…"]`',
      ],
    ],
    [
      "a time without a unit",
      { "pyproject.toml": "[tool.nbproof]\ntimeout = 30\n" },
      [
        "pyproject.toml:2:11-13 bad-duration: `30` is no duration\n  Write a number with `ms`, `s` or `m`: `500ms`, `1.5s`, `2m`",
      ],
    ],
    [
      "a pattern that RE2 cannot take",
      { "nbproof.yaml": "replace:\n  - { pattern: '(?<=a)b', with: c }\n" },
      [
        "nbproof.yaml:2:17 bad-pattern: The regular expression cannot be read: invalid named capture: `(?<=a)b`\n  Write it in RE2 syntax, which has no look-around and no back-references, and takes time in proportion to the text",
      ],
    ],
    [
      "a pattern that matches an empty text",
      { "nbproof.yaml": "replace: [{ pattern: 'a*', with: b }]\n" },
      [
        "nbproof.yaml:1:23 bad-pattern: The regular expression cannot be read: it matches an empty text, and that is everywhere\n  Write it in RE2 syntax, which has no look-around and no back-references, and takes time in proportion to the text",
      ],
    ],
    [
      "a group that the pattern does not have",
      { "nbproof.yaml": "replace: [{ pattern: (a), with: '\\2' }]\n" },
      ["nbproof.yaml:1:34 bad-pattern: What stands for a match cannot be read: the pattern has no group 2"],
    ],
    [
      "a file of nbval's that is not there",
      { "nbproof.yaml": "sanitize-with: [s.cfg]\n" },
      ["nbproof.yaml:1:17 missing-file: The file cannot be read: there is none of this name"],
    ],
    [
      "a look-ahead in a file of nbval's, and what nbval skips",
      { "nbproof.yaml": "sanitize-with: [s.cfg]\n", "s.cfg": "regex: a(?=b)\nreplace: c\nregex: d\n\nreplace: e\n" },
      [
        "s.cfg:1:8-14 bad-pattern: The regular expression cannot be read: invalid or unsupported Perl syntax: `(?=`\n  Write it in RE2 syntax, which has no look-around and no back-references, and takes time in proportion to the text",
        "s.cfg:3:8-9 bad-value: A line `replace: …` is missing below this line, and nbval skips it\n  Write it right below: `replace: ` and what stands for a match",
        "s.cfg:1:1 bad-value: The file has nothing to replace\n  Each is a line `regex: …` and, right below it, a line `replace: …`",
      ],
    ],
    [
      "no TOML",
      { "pyproject.toml": "[tool.nbproof]\ntimeout = \n" },
      ["pyproject.toml:3:1 toml-syntax: Unspecified values are invalid"],
    ],
    [
      "a key twice",
      { "pyproject.toml": "[tool.nbproof]\ntimeout = '1m'\ntimeout = '2m'\n" },
      ["pyproject.toml:3:1 toml-syntax: Defining a key multiple times is invalid"],
    ],
    ["nothing", { "nbproof.yaml": "# soon\n" }, ["nbproof.yaml:1:1 empty-file: The file has nothing in it"]],
  ])("tells %s", async (_, files, told) => {
    expect(await problems(files)).toEqual(told);
  });
});
