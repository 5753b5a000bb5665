import { describe, expect, it } from "vitest";
import { jupyterPaths } from "../../../src/kernel/zmq/jupyter-paths.ts";

const system = ["/usr/local/share/jupyter", "/usr/share/jupyter"];

describe("jupyterPaths()", () => {
  it.each([
    ["the user's folder on Linux", "linux", {}, ["/home/ada/.local/share/jupyter", ...system]],
    [
      "the user's folder on macOS",
      "darwin",
      {},
      ["/home/ada/Library/Jupyter", "/opt/homebrew/share/jupyter", ...system],
    ],
    ["XDG_DATA_HOME", "linux", { XDG_DATA_HOME: "/data" }, ["/data/jupyter", ...system]],
    ["JUPYTER_DATA_DIR", "linux", { JUPYTER_DATA_DIR: "/jupyter", XDG_DATA_HOME: "/data" }, ["/jupyter", ...system]],
    [
      "JUPYTER_PATH and the active environment before all others",
      "linux",
      { JUPYTER_PATH: "/one:/two", VIRTUAL_ENV: "/venv" },
      ["/one", "/two", "/venv/share/jupyter", "/home/ada/.local/share/jupyter", ...system],
    ],
    [
      "each folder once, and no empty one",
      "linux",
      { JUPYTER_PATH: ":/usr/share/jupyter:", CONDA_PREFIX: "/usr" },
      ["/usr/share/jupyter", "/home/ada/.local/share/jupyter", "/usr/local/share/jupyter"],
    ],
  ] as const)("gives %s", (_, platform, env, expected) => {
    expect(jupyterPaths({ env, home: "/home/ada", platform })).toEqual(expected);
  });
});
