// npm run test:r: a notebook of R in its own kernel, judged as any, and written. By hand: where R's kernel is not there,
// it is installed with root's apt on Debian (r-cran-irkernel: 30 packages, which is much for each run in CI).
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { deepStrictEqual, match } from "node:assert/strict";
import { promisify } from "node:util";

const run = promisify(execFile);
const cli = resolve(import.meta.dirname, "../dist/cli.js");

const printed = (text) => ({ name: "stdout", output_type: "stream", text: [text] });
const raises = { tags: ["raises-exception"] };

/** Each: the code, what is saved of it, the cell's metadata, the verdict. */
const cells = [
  ["x <- c(1, 2, 3)", [], {}, "passed"],
  ["cat(sum(x), '\\n')", [printed("6 \n")], {}, "passed"],
  ["cat('this')", [printed("that")], {}, "failed output-differs"],
  ["stop('no')", [], {}, "failed error-raised"],
  ["stop('no')", [], raises, "failed output-differs"],
  ["data.frame(a = 1:2)", [], {}, "failed output-differs"],
];

await findKernel();
const folder = await mkdtemp(join(tmpdir(), "nbproof-r-"));
try {
  await save("judged.ipynb", cells);
  deepStrictEqual(
    await verdicts("judged.ipynb"),
    cells.map(([, , , verdict]) => verdict),
  );
  // What raises without a tag is never saved.
  await save(
    "written.ipynb",
    cells.filter(([, , , verdict]) => verdict !== "failed error-raised"),
  );
  match((await validate("written.ipynb", "--write")).stdout, /written\.ipynb is saved with its new outputs/);
  deepStrictEqual(
    await verdicts("written.ipynb"),
    cells.slice(1).map(() => "passed"),
  );
  const first = await readFile(join(folder, "written.ipynb"), "utf8");
  match((await validate("written.ipynb", "--write")).stdout, /written\.ipynb has these outputs already/);
  deepStrictEqual(await readFile(join(folder, "written.ipynb"), "utf8"), first);
  console.log(`A notebook of R: ${cells.length} cells judged, then written once and no second time`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function findKernel() {
  const there = await run("R", ["--slave", "-e", "packageVersion('IRkernel')"]).catch(() => undefined);
  if (there !== undefined) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "r-cran-irkernel"], { env, maxBuffer: 1e8 });
}

async function save(name, of) {
  const notebook = {
    cells: of.map(([source, outputs, metadata], index) => ({
      cell_type: "code",
      execution_count: 1,
      id: `c${index + 1}`,
      metadata,
      outputs,
      source: [source],
    })),
    metadata: { kernelspec: { display_name: "R", language: "R", name: "ir" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  await writeFile(join(folder, name), JSON.stringify(notebook, undefined, 1));
}

async function verdicts(name) {
  await validate(name, "--json", "report.json");
  const { lessons } = JSON.parse(await readFile(join(folder, "report.json"), "utf8"));
  return lessons[0].steps.flatMap(({ results }) =>
    results.map(({ verdict, findings }) => [verdict, ...findings.map(({ code }) => code)].join(" ")),
  );
}

/** Exit code 1 is what a notebook gives that differs. */
async function validate(name, ...args) {
  return await run(process.execPath, [cli, "validate", name, ...args], { cwd: folder }).catch((error) => error);
}
