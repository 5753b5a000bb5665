import { describe, expect, it } from "vitest";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { codes } from "../../src/model/code-entries.ts";
import { recordContext } from "./context.ts";

async function explained(...args: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const { context, out, err } = recordContext("/");
  const exitCode = await runCommandLine(["explain", ...args], context);
  return { exitCode, out: out(), err: err() };
}

describe("nbproof explain", () => {
  it("lists every code with what it means", async () => {
    const { exitCode, out } = await explained();
    expect(exitCode).toBe(0);
    for (const code of Object.keys(codes)) expect(out).toContain(`\n  ${code} `);
    expect(out).toMatch(/^ {2}output-differs {7}The cell's output is not what the pattern says\.$/m);
  });

  it("prints the page of a code, without Markdown's signs", async () => {
    const { exitCode, out } = await explained("empty-file");
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "empty-file

      A file that holds nothing but comments.

          # lesson.yaml
          # title: Counting
          # steps:
          #   - code: print(1 + 1)

          $ nbproof validate lesson.yaml

          lesson.yaml:1:1  empty-file  The file has nothing in it

            > 1 │ # lesson.yaml
                │ ^
              2 │ # title: Counting
              3 │ # steps:

            Write the lesson, or remove the file

      What to do

      Write the lesson, or remove the file:

          # lesson.yaml
          title: Counting
          steps:
            - code: print(1 + 1)
      "
    `);
  });

  it("prints several, one after the other", async () => {
    const { out } = await explained("timed-out", "kernel-died");
    expect(out).toMatch(/^timed-out\n[^]*\n\nkernel-died\n/);
  });

  it.each([
    ["output-difers", "nbproof: There is no code output-difers; did you mean output-differs?\n"],
    ["toString", "nbproof: There is no code toString\n"],
  ])("knows no code %s, and exits 2", async (code, message) => {
    const { exitCode, out, err } = await explained(code);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).toContain(message);
  });
});
