import { describe, expect, it } from "vitest";

import type { Facts } from "../../src/model/facts.ts";
import { tellApart } from "../../src/record/tell-apart.ts";
import { facts as anyFacts } from "../check/examples.ts";

function facts(version: string, other: Partial<Facts> = {}): Facts {
  return { ...anyFacts, version, ...other };
}

const pandas = (version: string): Partial<Facts> => ({ packages: { pandas: version } });
const wasm = { platform: "emscripten", bits: 32 } as const;

describe("tellApart()", () => {
  it.each([
    ["one group", [[facts("3.12.1"), facts("3.13.0")]], [{ group: 0 }]],
    [
      "series, the newest range open",
      [[facts("3.10.1"), facts("3.11.1")], [facts("3.12.1")], [facts("3.13.0")]],
      [{ group: 2, when: { python: ">=3.13" } }, { group: 1, when: { python: ">=3.12" } }, { group: 0 }],
    ],
    [
      "a series between two that are alike",
      [[facts("3.10.1"), facts("3.12.1")], [facts("3.11.1")]],
      [{ group: 1, when: { python: "==3.11.*" } }, { group: 0 }],
    ],
    [
      "the platform, where bits would do as well",
      [[facts("3.12.1")], [facts("3.12.7", wasm), facts("3.14.2", wasm)]],
      [{ group: 0, when: { platform: "linux" }, others: [{ bits: 64 }] }, { group: 1 }],
    ],
    [
      "bits, where Python's version says nothing",
      [[facts("3.12.1")], [facts("3.12.7", { bits: 32 }), facts("3.14.2", { bits: 32 })]],
      [{ group: 0, when: { bits: 64 } }, { group: 1 }],
    ],
    [
      "a newer Python before two kernels of the same series",
      [[facts("3.12.1"), facts("3.12.7", wasm)], [facts("3.14.2", wasm)]],
      [{ group: 1, when: { python: ">=3.14" } }, { group: 0 }],
    ],
    [
      "two keys, where one is not enough",
      [
        [facts("3.12.1"), facts("3.14.0", wasm)],
        [facts("3.14.0"), facts("3.12.1", wasm)],
      ],
      [
        { group: 1, when: { python: ">=3.14", platform: "linux" } },
        { group: 1, when: { python: "==3.12.*", platform: "emscripten" } },
        { group: 0 },
      ],
    ],
    [
      "an implementation",
      [[facts("3.11.1")], [facts("3.11.9", { implementation: "pypy" })]],
      [{ group: 0, when: { implementation: "cpython" } }, { group: 1 }],
    ],
  ])("tells apart %s", (_, groups, told) => {
    expect(tellApart(groups)).toEqual(told);
  });

  it("leaves a group for last where that is asked for", () => {
    const groups = [[facts("3.10.1")], [facts("3.13.0")]];
    expect(tellApart(groups, { last: 1 })).toEqual([{ group: 0, when: { python: "==3.10.*" } }, { group: 1 }]);
  });

  it("takes what the text is about", () => {
    const groups = [[facts("3.12.1")], [facts("3.14.2", wasm)]];
    expect(tellApart(groups, { about: ["bits"] })).toEqual([
      { group: 0, when: { bits: 64 }, others: [{ platform: "linux" }, { python: "==3.12.*" }] },
      { group: 1 },
    ]);
    expect(tellApart(groups, { about: ["python"] })?.[0]).toMatchObject({ group: 1, when: { python: ">=3.14" } });
  });

  it.each([
    ["their first number", pandas("2.3.1"), pandas("3.0.0"), ">=3"],
    ["as many as are needed", pandas("2.9.1"), pandas("2.10.0"), ">=2.10"],
    ["that they are there", {}, pandas("3.0.0"), ""],
  ])("tells packages apart by %s", (_, one, other, versions) => {
    const groups = [[facts("3.12.1", one)], [facts("3.12.1", other)]];
    const when = { packages: { pandas: versions } };
    expect(tellApart(groups, { packages: ["pandas"] })).toEqual([{ group: 1, when }, { group: 0 }]);
    expect(tellApart(groups)).toBeUndefined();
  });

  it("gives nothing for kernels that are alike in all that a requirement can name", () => {
    expect(tellApart([[facts("3.12.1")], [facts("3.12.2")]])).toBe(undefined);
  });
});
