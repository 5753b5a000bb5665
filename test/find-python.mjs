import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Where CPython of a series is: on the PATH, or with pyenv, whose own `python3.10` on the PATH may refuse to start. */
export function findPython(series) {
  const version = output("pyenv", ["latest", series]);
  const candidates = [
    `python${series}`,
    ...(version ? [join(output("pyenv", ["prefix", version]) ?? "", "bin", "python")] : []),
  ];
  const question = "import platform; print(platform.python_implementation(), platform.python_version())";
  return candidates.find((python) => output(python, ["-c", question])?.startsWith(`CPython ${series}.`));
}

/**
 * The Python that the tests' environments are made with: `python3`, or a newer one where that is older than 3.11. What
 * the embedded kernel does is held against IPython 9, which needs as much.
 *
 * @returns {string}
 */
export function findTestPython() {
  const isEnough = output("python3", ["-c", "import sys; print(sys.version_info >= (3, 11))"]) === "True";
  const found = isEnough ? "python3" : ["3.13", "3.12", "3.11"].map(findPython).find((python) => python !== undefined);
  if (found === undefined) {
    throw new Error(
      "The tests need CPython 3.11 or later with its venv module: none was found as python3, python3.11, … or with pyenv",
    );
  }
  return found;
}

function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
