import { describe, expect, it } from "vitest";

import type { Command } from "../../src/commands/command.ts";
import { parseArguments } from "../../src/commands/parse-arguments.ts";

const command: Command = {
  summary: "",
  operands: "[PATH…]",
  maxOperands: 2,
  about: [],
  options: {
    out: { help: "", value: "DIR", short: "o" },
    check: { help: "" },
    jobs: { help: "", value: "N" },
    kernel: { help: "", value: "NAME", list: true },
  },
  examples: [],
  load: () => Promise.resolve(() => Promise.resolve(0)),
};

const parse = (...args: readonly string[]): ReturnType<typeof parseArguments> => parseArguments("build", command, args);

describe("parseArguments()", () => {
  it("gives operands, switches and values, in any order", () => {
    expect(parse("a", "--check", "--out", "dir", "b")).toEqual({
      operands: ["a", "b"],
      switches: new Set(["check"]),
      values: new Map([["out", "dir"]]),
    });
  });

  it.each([[["--out=dir"]], [["-o", "dir"]], [["-odir"]], [["--out", "x", "--out", "dir"]]])("reads %j", (args) => {
    expect(parse(...args).values.get("out")).toBe("dir");
  });

  it("makes one list of the lists that are given", () => {
    expect(parse("--kernel", "a,b", "--kernel=c").values.get("kernel")).toBe("a,b,c");
  });

  it("takes everything after -- for operands", () => {
    expect(parse("--", "--check").operands).toEqual(["--check"]);
  });

  it("takes a negative number for a value", () => {
    expect(parse("--jobs", "-1").values.get("jobs")).toBe("-1");
  });

  it.each([
    [["--chekc"], "There is no option --chekc; did you mean --check?"],
    [["--frobnicate=1"], "There is no option --frobnicate"],
    [["-x"], "There is no option -x"],
    [["--out"], "--out needs a value: --out DIR"],
    [["--out", "--check"], "--out needs a value: --out DIR"],
    [["--out="], "--out needs a value: --out DIR"],
    [["--check=yes"], "--check takes no value"],
    [["a", "b", "c"], 'There is nothing to do with "c" here'],
  ])("refuses %j", (args, message) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ name: "UsageError", message, command: "build" }));
  });
});
