import { describe, expect, it } from "vitest";
import { canHoldTogether, impliesRequirements } from "../../src/lesson/imply.ts";

describe("impliesRequirements()", () => {
  it.each([
    [{}, {}, true],
    [{ bits: 64 }, {}, true],
    [{}, { bits: 64 }, false],
    [{ bits: 64, gil: true }, { bits: 64 }, true],
    [{ bits: 32 }, { bits: 64 }, false],
    [{ cores: 4 }, { cores: 2 }, true],
    [{ cores: 2 }, { cores: 4 }, false],
    [{}, { cores: 2 }, false],
    [{ packages: { numpy: ">=1.26" } }, { packages: { numpy: "" } }, true],
    [{ packages: { numpy: ">=1.26", pandas: "" } }, { packages: { numpy: ">=1.26" } }, true],
    [{ packages: { numpy: ">=1.20" } }, { packages: { numpy: ">=1.26" } }, false],
    [{}, { packages: { numpy: "" } }, false],
    [{ python: ">=3.12" }, { python: ">=3.10" }, true],
    [{ python: ">=3.10" }, { python: ">=3.12" }, false],
    [{ python: "==3.12.*" }, { python: ">=3.12" }, true],
    [{ python: ">=3.12" }, { python: "==3.12.*" }, false],
    [{ python: ">=3.12,<3.13" }, { python: "==3.12.*" }, true],
    [{ python: "==3.12.*" }, { python: ">=3.12.2" }, false],
    [{ python: "==3.12.*" }, { python: "!=3.12.4" }, false],
    [{ python: "==3.12.5" }, { python: "!=3.12.4" }, true],
    [{ python: "~=3.10" }, { python: "<4" }, true],
    [{ python: "<3.9" }, { python: ">=3.10" }, false],
    [{ python: ">=3.10,<3.14" }, { python: ">=3.10,<3.13" }, false],
    [{ python: ">3.13,<3.12" }, { python: ">=3.10" }, false],
    [{}, { python: ">=3.10" }, false],
  ] as const)("%j implies %j: %j", (narrow, wide, implied) => {
    expect(impliesRequirements(narrow, wide)).toBe(implied);
  });
});

describe("canHoldTogether()", () => {
  it.each([
    [[{}, {}], true],
    [[{ bits: 64 }, { gil: true }, { bits: 64 }], true],
    [[{ bits: 64 }, {}, { bits: 32 }], false],
    [[{ python: ">=3.12" }, { python: "==3.12.*" }], true],
    [[{ python: ">=3.12" }, { python: "<3.12" }], false],
    [[{ python: ">3.12.1,<3.12.3" }, { python: "!=3.12.2" }], false],
    [[{ python: ">=3.12" }, {}, { python: "<=3.12" }], true],
    [[{ packages: { numpy: "" } }, { packages: { numpy: ">=2", pandas: "<1" } }], true],
    [[{ packages: { numpy: "<2" } }, { packages: { numpy: ">=2" } }], false],
  ] as const)("of %j is %j", (all, expected) => {
    expect(canHoldTogether(all)).toBe(expected);
  });
});
