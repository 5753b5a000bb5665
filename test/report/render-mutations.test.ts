import { describe, expect, it } from "vitest";

import type { Mutation, Survivor } from "../../src/model/mutation.ts";
import { renderMutations } from "../../src/report/render-mutations.ts";
import { plainStyle } from "../../src/report/style.ts";
import { lesson, result, step } from "./sample-report.ts";

const place = { file: "pack/gil.yaml", line: 5, column: 7 };
const dropped: Survivor = { kind: "drop", inHole: false, place, before: "spam", after: "" };
const swapped: Survivor = { kind: "swap", inHole: false, place, before: "a\nb", after: "b\na" };
const inHole: Survivor = { kind: "digit", inHole: true, place, before: "n 1", after: "n 2" };

function mutation(mutants: number, refused: number, more: Partial<Mutation> = {}): Mutation {
  return { spelledOut: { mutants, refused }, inHoles: { mutants: 0, refused: 0 }, survivors: [], ...more };
}

const measured = (name: string, ...mutations: readonly Mutation[]): ReturnType<typeof lesson> =>
  lesson(name, [
    step(
      "pack/gil.yaml",
      5,
      mutations.map((each, index) => result("passed", { mutation: each }, `k${index + 1}`)),
    ),
  ]);

const render = (lessons: readonly ReturnType<typeof lesson>[], verbose = false): string =>
  `\n${renderMutations({ lessons }, { style: plainStyle, verbose })}\n`;

describe("renderMutations()", () => {
  it("is empty where nothing was measured", () => {
    expect(render([lesson("gil", [step("pack/gil.yaml", 5, ["passed"])])])).toBe("\n\n");
  });

  it("shows each survivor of spelled-out text once, and a score for each lesson over all kernels", () => {
    const holes = { inHoles: { mutants: 8, refused: 3 }, survivors: [dropped, swapped, inHole] };
    const lessons = [
      measured("gil", mutation(1000, 998, holes), mutation(1000, 1000, { survivors: [dropped] })),
      measured("memory-management", mutation(60, 60)),
      measured("practice", mutation(0, 0, { inHoles: { mutants: 2, refused: 0 } })),
    ];
    expect(render(lessons)).toMatchInlineSnapshot(`
      "
      pack/gil.yaml:5:7  The pattern still accepts the output with a line dropped

        output   │ spam
        changed  │ nothing

      pack/gil.yaml:5:7  The pattern still accepts the output with two lines swapped

        output   │ a
                 │ b
        changed  │ b
                 │ a

      Changed outputs that the patterns refuse, of text that they spell out:
        gil                 99.9 %  1998 of 2000 changes  in holes: 3 of 8
        memory-management  100.0 %  60 of 60 changes
        practice           nothing is spelled out  in holes: 0 of 2
      "
    `);
  });

  it("shows an example of what each hole lets through where everything is to be listed", () => {
    expect(render([measured("gil", mutation(1, 1, { survivors: [inHole, { ...inHole, after: "n 3" }] }))], true))
      .toMatchInlineSnapshot(`
        "
        pack/gil.yaml:5:7  A hole or \`...\` lets 2 changes through, such as another digit

          output   │ n 1
          changed  │ n 2

        Changed outputs that the patterns refuse, of text that they spell out:
          gil  100.0 %  1 of 1 change
        "
      `);
  });
});
