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

  it.each([
    [{ reporter: "junitt" }, 'There is no reporter "junitt"; did you mean junit?'],
    [{ reporter: "xml" }, 'There is no reporter "xml": there are default, github, junit, json, sarif, html'],
    [{ reporter: "html=" }, "--reporter html= needs a file"],
    [{ json: "no/such/r.json" }, "There is no folder no/such for --json"],
  ])("refuses what cannot be meant: %j", (values, message) => {
    expect(() => read(values)).toThrow(message);
  });
});
