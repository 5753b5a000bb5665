import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { readReporters } from "../../src/commands/reporters-option.ts";
import { folderOf } from "../spec/read-files.ts";

const read = (values: Readonly<Record<string, string>>, cwd = "/", env = {}): ReturnType<typeof readReporters> =>
  readReporters(new Map(Object.entries(values)), { cwd, env });

describe("readReporters()", () => {
  it.each([
    ["nothing", {}, {}, ["default"]],
    ["nothing, on GitHub", {}, { GITHUB_ACTIONS: "true" }, ["default", "github"]],
    ["a file alone, on GitHub", { json: "/r.json" }, { GITHUB_ACTIONS: "true" }, ["default", "github"]],
    ["one for the terminal, on GitHub", { reporter: "default" }, { GITHUB_ACTIONS: "true" }, ["default"]],
    ["two for the terminal", { reporter: "github, default,github" }, {}, ["github", "default"]],
  ])("chooses what the terminal shows: %s", (_, values, env, terminal) => {
    expect(read(values, "/", env).terminal).toEqual(terminal);
  });

  it("takes several files, and --json for one of them", async () => {
    const cwd = await folderOf({ "out/x": "" });
    const { files } = read({ reporter: "junit=out/j.xml,html=r.html", json: "r.json" }, cwd);
    expect(files).toEqual([
      { name: "junit", path: join(cwd, "out/j.xml") },
      { name: "html", path: join(cwd, "r.html") },
      { name: "json", path: join(cwd, "r.json") },
    ]);
  });

  it("takes those of the settings where the command line names none, and --json besides", async () => {
    const cwd = await folderOf({});
    const settings = {
      file: "nbproof.yaml",
      reporters: [{ name: "github" }, { name: "junit", path: join(cwd, "j.xml") }],
    } as const;
    const given = (values: Readonly<Record<string, string>>): ReturnType<typeof readReporters> =>
      readReporters(new Map(Object.entries(values)), { cwd, env: {} }, settings);
    const junit = { name: "junit", path: join(cwd, "j.xml") };
    expect(given({})).toEqual({ terminal: ["github"], files: [junit] });
    expect(given({ json: "r.json" }).files).toEqual([junit, { name: "json", path: join(cwd, "r.json") }]);
    expect(given({ reporter: "html=r.html" })).toEqual({
      terminal: ["default"],
      files: [{ name: "html", path: join(cwd, "r.html") }],
    });
    const nowhere = { file: "nbproof.yaml", reporters: [{ name: "html", path: "/no/such/r.html" }] } as const;
    expect(() => readReporters(new Map(), { cwd, env: {} }, nowhere)).toThrow(
      "There is no folder /no/such for html= in nbproof.yaml",
    );
  });

  it.each([
    [{ reporter: "junitt" }, 'There is no reporter "junitt"; did you mean junit?'],
    [{ reporter: "xml" }, 'There is no reporter "xml": there are default, github, junit, json, sarif, html'],
    [{ reporter: "html=" }, "--reporter html= needs a file"],
    [{ json: "no/such/r.json" }, "There is no folder no/such for --json"],
  ])("refuses what cannot be meant: %j", (values, message) => {
    expect(() => read(values)).toThrow(message);
  });
});
