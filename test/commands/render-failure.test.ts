import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { renderFailure } from "../../src/commands/render-failure.ts";
import { UsageError } from "../../src/commands/usage-error.ts";
import {
  IpykernelMissing,
  KernelDead,
  KernelNotFound,
  KernelStartFailed,
  NoRunFolder,
} from "../../src/kernel/errors.ts";
import { TemplateError } from "../../src/notebook/templates.ts";
import { CourseWriteError } from "../../src/notebook/write-error.ts";
import { CourseConflictError } from "../../src/notebook/render-course.ts";
import { plainStyle } from "../../src/report/style.ts";
import { InfrastructureError } from "../../src/client/server.ts";

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe("renderFailure()", () => {
  it("points a usage error to the command's help, exit code 2", () => {
    expect(renderFailure(new UsageError("--jobs needs a value", "validate"), plainStyle)).toEqual({
      text: "nbproof: --jobs needs a value\nSee: nbproof validate --help\n",
      exitCode: 2,
    });
  });

  it("says what the system refused and where, exit code 3", () => {
    const error = thrownBy(() => readFileSync("/nowhere/at-all"));
    expect(renderFailure(error, plainStyle)).toEqual({
      text: "nbproof: /nowhere/at-all: no such file or directory (ENOENT)\n",
      exitCode: 3,
    });
  });

  it.each([
    [2, new TemplateError({ file: "title.md", reason: "unexpected token" })],
    [2, new CourseConflictError("words.txt")],
    [3, new KernelNotFound("python9", [], [])],
    [3, new IpykernelMissing("./python", "pip install ipykernel")],
    [3, new KernelStartFailed("python3", "it ended")],
    [3, new NoRunFolder(["/tmp"])],
    [3, new KernelDead("python3", undefined)],
    [3, new InfrastructureError("server-lost", "The server was lost")],
    [3, new CourseWriteError("out/a.ipynb", new Error("EACCES"))],
  ])("says what a named error says, exit code %i: %s", (exitCode, error) => {
    expect(renderFailure(error, plainStyle)).toEqual({ text: `nbproof: ${error.message}\n`, exitCode });
  });

  it("takes everything else for a bug: stack, causes and versions, exit code 70", () => {
    const { text, exitCode } = renderFailure(new Error("outer", { cause: new Error("inner") }), plainStyle);
    expect(exitCode).toBe(70);
    expect(text).toContain("nbproof: This is a bug in nbproof, not in your lessons; please report it");
    expect(text).toMatch(/^nbproof \d+\.\d+\.\d+, Node v\d+/m);
    expect(text).toMatch(/^Error: outer\n {4}at /m);
    expect(text).toMatch(/^Caused by: Error: inner\n {4}at /m);
  });
});
