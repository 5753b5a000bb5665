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

function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
