import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/model/facts.ts";
import { unmetRequirements } from "../../src/model/unmet-requirements.ts";

const facts: Facts = {
  language: "python",
  version: "3.11.7",
  implementation: "cpython",
  platform: "linux",
  bits: 64,
  cores: 2,
  gil: true,
  threads: false,
  processes: true,
  network: false,
  packages: { numpy: "1.24.4", "typing-extensions": "4.9.0" },
};

describe("unmetRequirements()", () => {
  it.each([
    [{}, []],
    [{ python: ">=3.10", implementation: "cpython", platform: "linux", bits: 64, cores: 2 }, []],
    [{ gil: true, threads: false, processes: true, network: false }, []],
    [{ packages: { numpy: "", "typing-extensions": ">=4,<5" } }, []],
    [{ python: ">=3.12" }, ["needs Python 3.12+, this is 3.11.7"]],
    [{ python: "==3.12.*" }, ["needs Python 3.12, this is 3.11.7"]],
    [{ python: ">=3.12,<3.14" }, ["needs Python >=3.12,<3.14, this is 3.11.7"]],
    [{ implementation: "pypy" }, ["needs pypy, this is cpython"]],
    [{ platform: "macos" }, ["needs macos, this is linux"]],
    [{ bits: 32 }, ["needs 32 bits, this has 64"]],
    [{ cores: 4 }, ["needs 4 cores, this has 2"]],
    [{ threads: true }, ["needs threads"]],
    [{ network: true }, ["needs the network"]],
    [{ gil: false }, ["needs to be without the global interpreter lock"]],
    [{ packages: { pandas: "" } }, ["needs pandas, which is not installed"]],
    [{ packages: { toString: "" } }, ["needs toString, which is not installed"]],
    [{ packages: { numpy: ">=1.26" } }, ["needs numpy >=1.26, and 1.24.4 is installed"]],
    [{ python: ">=3.12", threads: true }, ["needs Python 3.12+, this is 3.11.7", "needs threads"]],
  ] as const)("judges %j", (requirements, reasons) => {
    expect(unmetRequirements(requirements, facts)).toEqual(reasons);
  });
});
