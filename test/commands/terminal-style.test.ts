import { describe, expect, it } from "vitest";

import { terminalStyle } from "../../src/commands/terminal-style.ts";

const coloured = (isTTY: boolean, env: Readonly<Record<string, string>>): boolean =>
  terminalStyle({ isTTY, columns: 80, env }).bad("x") !== "x";

describe("terminalStyle()", () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
  ])("on a terminal: %s, with %j, colours: %s", (isTTY, env, expected) => {
    expect(coloured(isTTY, env)).toBe(expected);
  });

  it.each([
    [undefined, 120],
    [100, 100],
    [300, 120],
    [10, 120],
  ])("for %s columns uses %i", (columns, expected) => {
    expect(terminalStyle({ isTTY: true, columns, env: {} }).columns).toBe(expected);
  });
});
