import childProcess from "node:child_process";
import net from "node:net";
import { syncBuiltinESMExports } from "node:module";

/**
 * Closes what of this machine a cell would reach by accident: `os.system` is `spawnSync` to Pyodide. It is no sandbox:
 * code that means to get out through the `js` module does.
 */
export function closeHost(): void {
  // What a shell says of a command that it cannot find.
  const notFound = { status: 127, signal: null, pid: 0, output: [], stdout: "", stderr: "" };
  Object.assign(childProcess, {
    spawnSync: () => notFound,
    ...Object.fromEntries(
      ["spawn", "exec", "execFile", "execSync", "execFileSync", "fork"].map((name) => [name, refuse]),
    ),
  });
  // Sockets of Python are WebSockets, or plain ones in newer Pyodides.
  net.Socket.prototype.connect = refuse;
  syncBuiltinESMExports();
}

function refuse(): never {
  throw new Error("This kernel has no processes and no network");
}
