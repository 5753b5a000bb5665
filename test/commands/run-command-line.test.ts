import { describe, expect, it } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { recordContext } from "./context.ts";

describe("runCommandLine()", () => {
  it.each([[["--help"]], [["-h"]], [["help"]]])("%j shows every command on stdout", async (args) => {
    const { context, out } = recordContext("/");
    expect(await runCommandLine(args, context)).toBe(0);
    expect(out()).toContain("Usage  nbproof COMMAND [OPTION…]");
    expect(out()).toMatch(/^ {2}init {2,}Write a small course/m);
  });

  it.each([[["init", "--help"]], [["help", "init"]], [["init", "somewhere", "-h"]]])(
    "%j shows the command's help",
    async (args) => {
      const { context, out } = recordContext("/");
      expect(await runCommandLine(args, context)).toBe(0);
      expect(out()).toContain("Usage  nbproof init [DIR] [OPTION…]");
      expect(out()).toContain("Examples\n  nbproof init ");
    },
  );

  it("without a command shows the help on stderr and exits 2", async () => {
    const { context, out, err } = recordContext("/");
    expect(await runCommandLine([], context)).toBe(2);
    expect(out()).toBe("");
    expect(err()).toContain("Commands\n");
  });

  it.each([
    [["biuld"], "nbproof: There is no command biuld"],
    [["inti"], "nbproof: There is no command inti; did you mean init?\nSee: nbproof --help\n"],
    [["--verson"], "nbproof: There is no option --verson; did you mean --version?\nSee: nbproof --help\n"],
    [["toString"], "nbproof: There is no command toString\nSee: nbproof --help\n"],
    [["init", "--fast"], "nbproof: There is no option --fast\nSee: nbproof init --help\n"],
    [
      ["validate", "--jobs", "many"],
      'nbproof: --jobs takes a whole number from 1 to 1000, not "many"\nSee: nbproof validate --help\n',
    ],
  ])("%j is refused with exit code 2", async (args, message) => {
    const { context, out, err } = recordContext("/");
    expect(await runCommandLine(args, context)).toBe(2);
    expect(out()).toBe("");
    expect(err()).toContain(message);
  });
});
