import { flag, line } from "./text-types.ts";
import type { Shape, ValueType } from "./value-type.ts";

/** What `requires` and `when` hold. */
export const requirementsShape: Shape = {
  name: "a set of requirements",
  loneText: "python",
  keys: {
    python: { about: "The version of Python.", type: { kind: "form", form: "python" } },
    implementation: { about: "The interpreter: `cpython`, `pypy`.", type: line },
    platform: { about: "The system.", type: { kind: "choice", of: ["linux", "macos", "windows", "emscripten"] } },
    bits: { about: "The width of a pointer.", type: { kind: "choice", of: ["32", "64"] } },
    cores: { about: "At least so many cores.", type: { kind: "form", form: "count" } },
    gil: { about: "Whether the global interpreter lock is on.", type: flag },
    threads: { about: "Whether threads can be started.", type: flag },
    processes: { about: "Whether processes can be started.", type: flag },
    network: { about: "Whether the network can be reached.", type: flag },
    packages: {
      about: "Installed packages and their versions.",
      type: { kind: "names", what: "package", value: { kind: "form", form: "package" } },
    },
  },
};

/** The type of `requires` and `when`. */
export const requirements: ValueType = { kind: "map", shape: requirementsShape };
