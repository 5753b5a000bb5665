import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, "..", "..", "dist", "cli.js");

/**
 * Runs `validate --write` twice over copies of the notebooks in a folder, changed before where that is wanted. The second
 * run may write nothing; what the first wrote is valid by nbformat, and its views have their models.
 *
 * @param {string} folder
 * @param {{ python: string, change?: (notebook: any) => any, unchanged?: boolean, what: string }} options `unchanged`: the
 *   first run may write nothing either
 * @returns {Promise<{ written: number, left: number, problems: readonly string[] }>}
 */
export async function writeTwice(folder, { python, change, unchanged = false, what }) {
  const copy = await mkdtemp(join(tmpdir(), "nbproof-written-"));
  try {
    for (const name of await notebooksIn(folder)) {
      if (change === undefined) await cp(join(folder, name), join(copy, name));
      else
        await writeFile(
          join(copy, name),
          JSON.stringify(change(JSON.parse(await readFile(join(folder, name), "utf8"))), undefined, 1),
        );
    }
    const before = await textsOf(copy);
    const said = await write(copy, python);
    const first = await textsOf(copy);
    const again = await write(copy, python);
    const second = await textsOf(copy);
    const written = [...first.keys()].filter((name) => first.get(name) !== before.get(name));
    const problems = [...second.keys()]
      .filter((name) => first.get(name) !== second.get(name))
      .map((name) => `${name} is written by the second run too (${what})`);
    if (again.some((line) => line.includes("is saved with"))) problems.push(`The second run tells of writes (${what})`);
    if (unchanged) problems.push(...written.map((name) => `${name} is written, though nothing differs (${what})`));
    const { stdout } = await run(python, ["-W", "ignore", join(here, "check_saved.py"), copy, ...written]);
    problems.push(...stdout.split("\n").flatMap((line) => (line === "" ? [] : [`${line} (${what})`])));
    const left = said.filter((line) => line.includes("left as it was"));
    return { written: written.length, left: left.length, problems };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** What the notebooks look like that nobody has executed. */
export function neverExecuted(notebook) {
  const { widgets: _, ...metadata } = notebook.metadata;
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell,
  );
  return { ...notebook, metadata, cells };
}

async function notebooksIn(folder) {
  return (await readdir(folder)).filter((name) => name.endsWith(".ipynb")).toSorted();
}

async function textsOf(folder) {
  const names = await notebooksIn(folder);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")])));
}

/** The lines that the run says. */
async function write(folder, python) {
  const args = [cli, "validate", ".", "--write", "--kernel", dirname(dirname(python))];
  // Exit code 1 is what a notebook gives that differs.
  const {
    stdout,
    stderr,
    code = 0,
  } = await run(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }).catch((error) => error);
  if (![0, 1, 2, 3].includes(code)) throw new Error(`validate --write ended with ${code}: ${stderr}`);
  return stdout.split("\n");
}
