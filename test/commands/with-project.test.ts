import { expect, it } from "vitest";

import { commands } from "../../src/commands/commands.ts";
import { parseArguments } from "../../src/commands/parse-arguments.ts";
import { readSettings, type ValidateSettings, withProject } from "../../src/commands/validate-settings.ts";
import type { Settings } from "../../src/settings/settings.ts";
import { recordContext } from "./context.ts";

const project: Settings = {
  file: "nbproof.yaml",
  keys: ["kernels", "jobs", "reporters", "env"],
  kernels: ["a", "b"],
  jobs: 7,
  reporters: [{ name: "github" }],
  environment: { A: "project", B: "project" },
  of: () => ({ leftOut: false, runOnly: false, ignore: [], replace: [] }),
};

function settingsFor(args: readonly string[], of: Settings | undefined = project): ValidateSettings {
  const { validate } = commands;
  if (validate === undefined) throw new Error("There is no command validate");
  const { context } = recordContext("/");
  const parsed = parseArguments("validate", validate, args);
  return withProject(readSettings(parsed, context), of, parsed, context);
}

it("takes what the project's settings say where the command line says nothing", () => {
  const settings = settingsFor(["x.yaml"]);
  expect(settings).toMatchObject({ kernels: ["a", "b"], jobs: 7, reporters: { terminal: ["github"], files: [] } });
  expect(settings.environment).toEqual({ A: "project", B: "project" });
});

it("lets options outdo them, each for itself", () => {
  expect(settingsFor(["x.yaml", "--kernel", "c"])).toMatchObject({ kernels: ["c"], jobs: 7 });
  expect(settingsFor(["x.yaml", "--jobs", "2"])).toMatchObject({ kernels: ["a", "b"], jobs: 2 });
  expect(settingsFor(["x.yaml", "--reporter", "default"]).reporters.terminal).toEqual(["default"]);
  expect(settingsFor(["x.yaml", "--env", "A=option"]).environment).toEqual({ A: "option", B: "project" });
});

it("names no kernels of this machine to a server", () => {
  expect(settingsFor(["x.yaml", "--server", "http://127.0.0.1:1/"]).kernels).toEqual([]);
});

it("changes nothing where there are none", () => {
  const { validate } = commands;
  if (validate === undefined) throw new Error("There is no command validate");
  const { context } = recordContext("/");
  const parsed = parseArguments("validate", validate, ["x.yaml"]);
  const asked = readSettings(parsed, context);
  expect(withProject(asked, undefined, parsed, context)).toBe(asked);
});
