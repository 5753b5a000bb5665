import { describe, expect, it } from "vitest";

import type { Requirements } from "../../src/lesson/requirements.ts";
import { describeRequirements } from "../../src/notebook/describe-requirements.ts";

const table: readonly (readonly [requires: Requirements, words: string])[] = [
  [{}, ""],
  [{ python: ">=3.10" }, "Python 3.10 or later"],
  [{ python: ">=3.10", implementation: "cpython" }, "CPython 3.10 or later"],
  [{ implementation: "pypy" }, "PyPy"],
  [{ implementation: "graalpy" }, "graalpy"],
  [{ gil: false, python: ">=3.13" }, "Python 3.13 or later without the global interpreter lock"],
  [{ threads: false, processes: false }, "Python without threads and processes"],
  [{ cores: 1 }, ""],
  [{ cores: 2, threads: true, processes: true }, "2 or more cores, threads and processes"],
  [{ bits: 64, platform: "macos" }, "a 64-bit system and macOS"],
  [{ platform: "emscripten" }, "Python in the browser"],
  [{ network: true, packages: { numpy: ">=1.26", pandas: "" } }, "the network, numpy 1.26 or later and pandas"],
];

describe("describeRequirements()", () => {
  it.each(table)("says %j", (requires, words) => {
    expect(describeRequirements(requires)).toBe(words);
  });
});
