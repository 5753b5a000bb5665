import { describe, expect, it } from "vitest";
import { diagnose, readSteps } from "./read-files.ts";

const head = "- id: size\n  code: f()\n- prose: |\n";
const quotes = async (prose: string): Promise<unknown> => {
  const [, step] = await readSteps(head + prose.replaceAll(/^(?=.)/gm, "    "));
  return {
    markdown: step?.kind === "prose" ? step.markdown.value : undefined,
    quoted: step?.quotations?.map(({ step: id, expected: { text }, inline, when }) => {
      const { line, column, endColumn } = text.starts[0] ?? { line: 0, column: 0 };
      return [id, text.value, inline, `${line}:${column}-${endColumn}`, ...(when === undefined ? [] : [when])];
    }),
  };
};

describe("quotations in sentences", () => {
  it("are found with their places, and their suffixes are left out", async () => {
    expect(await quotes("It has `28 bytes`{output size}, or `` `x` ``{output size bits=64}.\n")).toEqual({
      markdown: "It has `28 bytes`, or `` `x` ``.",
      quoted: [
        ["size", "28 bytes", true, "6:12-22"],
        ["size", "`x`", true, "6:40-49", { bits: 64 }],
      ],
    });
  });

  it("stand beside blocks, in lists, in emphasis and on several lines", async () => {
    const prose =
      "- **`1`{output size}**\n\n  ```output size\n  1 `2`{output size}\n  ```\n- b `3`{output size} c `4`{output size}\n";
    expect(await quotes(prose)).toEqual({
      markdown: "- **`1`**\n\n  ```output\n  1 `2`{output size}\n  ```\n- b `3` c `4`",
      quoted: [
        ["size", "1 `2`{output size}", undefined, "9:7-undefined"],
        ["size", "1", true, "6:9-12"],
        ["size", "3", true, "11:9-12"],
        ["size", "4", true, "11:28-31"],
      ],
    });
  });

  it("are code of another kind where no `output` follows at once", async () => {
    expect(await quotes("`a`{.python} `b` {output size} `c`{outputs}\n")).toEqual({
      markdown: "`a`{.python} `b` {output size} `c`{outputs}",
      quoted: undefined,
    });
  });

  it("are closed", async () => {
    const yaml = "title: T\nsteps:\n  - id: size\n    code: f()\n  - prose: a `1`{output size b\n";
    expect(await diagnose(yaml)).toEqual([
      "5:17-24 bad-quotation: This quotation has no closing `}` on its line, so that nothing checks it\n  Close it behind the step's `id`: `{output step-id}`",
    ]);
  });

  it("name a step that is there", async () => {
    const yaml = "title: T\nsteps:\n  - id: size\n    code: f()\n  - prose: a `1`{output sise} b `2`{output}\n";
    expect(await diagnose(yaml)).toEqual([
      "5:25-29 bad-quotation: No step of this lesson has the id `sise`\n  Did you mean `size`?",
      "5:33-36 bad-quotation: This output names no step that shows it\n  Write the step's `id` behind `output`",
    ]);
  });
});
