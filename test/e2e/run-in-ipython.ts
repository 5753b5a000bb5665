import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What a cell showed in IPython. */
export interface ShownCell {
  readonly stdout: string;
  readonly stderr: string;
  /** Rich outputs. */
  readonly displays: number;
  /** The class of the exception that ended it. */
  readonly error: string | null;
  /** The names, IPython's own left out, that there are after it. */
  readonly names: readonly string[];
}

/** Executes cells one after the other in one IPython shell, as a notebook's kernel does. */
export async function runInIPython(python: string, cells: readonly string[]): Promise<readonly ShownCell[]> {
  const folder = await mkdtemp(join(tmpdir(), "nbproof-ipython-"));
  try {
    const env = { ...process.env, IPYTHONDIR: folder, PYTHONUTF8: "1" };
    const child = spawn(python, ["-c", SHELL], { cwd: folder, env, stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end(JSON.stringify(cells));
    return JSON.parse(await text(child.stdout)) as readonly ShownCell[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const SHELL = `
import json, re, sys
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

shell = InteractiveShell.instance()
before = set(shell.user_ns)
shown = []
for cell in json.load(sys.stdin):
    with capture_output() as captured:
        result = shell.run_cell(cell, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    names = [name for name in shell.user_ns if not re.fullmatch(r"_+|_i+[0-9]*|_[0-9]+", name)]
    shown.append({
        "stdout": captured.stdout,
        "stderr": captured.stderr,
        "displays": len(captured.outputs),
        "error": None if error is None else type(error).__name__,
        "names": sorted(set(names) - before),
    })
json.dump(shown, sys.stdout)
`;
