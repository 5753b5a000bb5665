import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What of a test's kernels is still there: processes that know its folder or carry its marker, files, sockets. */
export function leftovers(folder, marker) {
  return [
    ...processes(folder, marker).map((id) => `process ${id}`),
    ...(existsSync(folder) ? readdirSync(folder) : []).map((file) => `file ${file}`),
    ...sockets(folder).map((path) => `socket ${path}`),
  ];
}

/** Workers of a pool may show another command line, but they inherit the environment. */
function processes(folder, marker) {
  if (!existsSync("/proc/self/environ")) {
    const lines = execFileSync("ps", ["-A", "-E", "-ww", "-o", "pid=,command="], { encoding: "utf8" }).split("\n");
    return lines
      .filter((line) => line.includes(folder) || line.includes(marker))
      .map((line) => line.trim().split(" ")[0]);
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(folder) || read(`/proc/${pid}/environ`).includes(marker));
}

function sockets(folder) {
  return read("/proc/net/unix")
    .split("\n")
    .flatMap((line) => line.split(/\s+/).filter((word) => word.startsWith(join(folder, "/"))));
}

/** A process can end while it is looked at. */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
