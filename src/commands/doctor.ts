import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { projectSettings } from "../api/project-settings.ts";
import { runDefaults } from "../api/run-defaults.ts";
import { chooseDefaultKernel } from "../kernel/default-kernel.ts";
import type { KernelSpec } from "../kernel/kernel.ts";
import { createKernels } from "../kernel/kernels.ts";
import { cacheFolder } from "../kernel/pyodide/cache-folder.ts";
import { findBrokenKernelSpecs } from "../kernel/zmq/find-kernelspecs.ts";
import { jupyterPaths } from "../kernel/zmq/jupyter-paths.ts";
import { nbproofVersion } from "../package/version.ts";
import type { Style } from "../report/style.ts";
import { visible } from "../report/visible.ts";
import type { Arguments, Context } from "./command.ts";
import { defaultSource } from "./default-source.ts";

/** One thing that was looked at. */
interface Look {
  readonly state: "good" | "bad" | "note";
  readonly what: string;
  /** What to do about it. */
  readonly todo?: string;
}

/** `nbproof doctor`: what lessons would run with here, and what to do about all that is not in order. */
export async function doctor(_args: Arguments, context: Context): Promise<number> {
  const { out, env, cwd } = context;
  await using provider = createKernels({ env, cwd });
  const specs = [...(await provider.kernelSpecs()).values()];
  const choice = await chooseDefaultKernel(provider);
  const cache = cacheFolder({ env, home: homedir(), platform: process.platform });
  const looks: readonly Look[] = [
    { state: "good", what: `nbproof ${nbproofVersion()}, Node ${process.versions.node} (${process.execPath})` },
    choice === undefined
      ? {
          state: "bad",
          what: "There is no kernel to run lessons in",
          todo: "Install one: python -m pip install ipykernel, then name it: --kernel python",
        }
      : {
          state: "good",
          what: `Lessons run in the kernel ${choice.name} (${choice.why}), unless --kernel names another`,
        },
    ...(await Promise.all(specs.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(lookAtKernel))),
    ...(await lookAtBroken(context)),
    ...(specs.some((spec) => spec.resourceDir !== undefined)
      ? []
      : [
          {
            state: "note",
            what: "Jupyter has no kernel here: lessons that need threads, processes or packages are skipped",
            todo: "Install a Python, then: python -m pip install ipykernel, and name it: --kernel python",
          } as const,
        ]),
    await lookAtFolder(
      cache,
      "The cache",
      "Make it yours to write, or set XDG_CACHE_HOME to a folder that is: without it each run makes the embedded kernel's image anew",
    ),
    await lookAtFolder(
      tmpdir(),
      "The folder for lessons' work",
      "Set TMPDIR to a folder that can be written: lessons cannot run without it",
    ),
    lookAtMemory(),
    await lookAtGit(env),
    await lookAtSettings(context),
    {
      state: "note",
      what: `Without a PATH, courses are read from ${defaultSource(cwd).source} and built into ${defaultSource(cwd).out}`,
    },
  ];
  out.write(`${looks.map((look) => renderLook(look, out.style)).join("\n")}\n`);
  return looks.some(({ state }) => state === "bad") ? 3 : 0;
}

function renderLook({ state, what, todo }: Look, style: Style): string {
  const mark = { good: style.good("✓"), bad: style.bad("✗"), note: style.quiet("–") }[state];
  return [`${mark} ${visible(what)}`, ...(todo === undefined ? [] : [`  ${visible(todo)}`])].join("\n");
}

const patience = 20_000;

/** Whether the kernelspec's command is there, and a Python has ipykernel. */
async function lookAtKernel({ name, argv, language, resourceDir }: KernelSpec): Promise<Look> {
  const [program] = argv;
  if (resourceDir === undefined || program === undefined)
    return { state: "good", what: `Kernel ${name}: embedded in nbproof` };
  const where = `Kernel ${name} (${resourceDir})`;
  if (language !== "python") return { state: "good", what: `${where}: ${program}` };
  const asked = "import ipykernel, platform; print(platform.python_version(), ipykernel.__version__)";
  try {
    const { stdout } = await promisify(execFile)(program, ["-c", asked], { timeout: patience });
    const [python = "", ipykernel = ""] = stdout.trim().split(" ");
    return { state: "good", what: `${where}: Python ${python}, ipykernel ${ipykernel}, ${program}` };
  } catch (cause) {
    const said =
      String(cause instanceof Error && "stderr" in cause ? cause.stderr : cause)
        .trim()
        .split("\n")
        .at(-1) ?? "";
    const missing = said.includes("ipykernel");
    return {
      state: "note",
      what: `${where} does not start: ${missing ? `${program} has no ipykernel` : said || `${program} cannot be run`}`,
      todo: missing
        ? `${program} -m pip install ipykernel`
        : `Install that Python again, or remove the kernelspec: rm -r ${resourceDir}`,
    };
  }
}

async function lookAtBroken({ env }: Context): Promise<readonly Look[]> {
  const paths = jupyterPaths({ env, home: homedir(), platform: process.platform });
  const broken = await findBrokenKernelSpecs(paths);
  return broken.map(({ file, reason }) => ({
    state: "note",
    what: `${file} cannot be used: ${reason}`,
    todo: `Mend it, or remove the kernelspec: rm -r ${dirname(file)}`,
  }));
}

/** A cache that cannot be written costs time alone; all else needs its folder. */
async function lookAtFolder(folder: string, what: string, todo: string): Promise<Look> {
  const state = what === "The cache" ? "note" : "bad";
  let there = folder;
  while (
    !(await access(there).then(
      () => true,
      () => false,
    )) &&
    dirname(there) !== there
  )
    there = dirname(there);
  try {
    await access(there, constants.W_OK);
    // What the system says of rights is not all: a disk may be read-only, or full.
    await rm(await mkdtemp(join(there, ".nbproof-")), { recursive: true });
    return { state: "good", what: `${what}: ${folder}` };
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    return { state, what: `${what} cannot be written: ${folder} (${code})`, todo };
  }
}

function lookAtMemory(): Look {
  const free = Math.round(process.availableMemory() / 1e6);
  const cores = availableParallelism();
  const jobs = runDefaults.jobs();
  const what = `${jobs} of ${cores} possible lessons at a time, with ${free} MB of memory free`;
  return jobs < cores ? { state: "note", what, todo: "--jobs N sets another number" } : { state: "good", what };
}

/** Which settings are in force, and from where; wrong ones keep everything from running. */
async function lookAtSettings({ cwd, env }: Context): Promise<Look> {
  const { settings, diagnostics } = await projectSettings([defaultSource(cwd).source], { cwd, env });
  const [problem] = diagnostics;
  if (problem !== undefined) {
    const { file, line, column } = problem.place;
    const what = `The settings are wrong, so nothing runs: ${file}:${line}:${column}  ${problem.message}`;
    return { state: "bad", what, todo: problem.advice ?? `nbproof explain ${problem.code} says more` };
  }
  if (settings === undefined)
    return {
      state: "note",
      what: "No settings: there is no nbproof.yaml, and no table tool.nbproof in a pyproject.toml",
    };
  const { file, keys, kernels = [], jobs, reporters = [] } = settings;
  const values: Readonly<Record<string, string | undefined>> = {
    kernels: kernels.join(", "),
    jobs: jobs === undefined ? undefined : String(jobs),
    reporters: reporters.map(({ name, path }) => (path === undefined ? name : `${name}=${path}`)).join(", "),
  };
  const said = keys.map((key) => (values[key] === undefined ? key : `${key} (${values[key]})`));
  return { state: "good", what: `Settings in force, from ${file}: ${said.join(", ") || "none"}` };
}

async function lookAtGit(env: Context["env"]): Promise<Look> {
  return await promisify(execFile)("git", ["--version"], { env: { PATH: env["PATH"] } }).then(
    ({ stdout }): Look => ({ state: "good", what: stdout.trim() }),
    (): Look => ({ state: "note", what: "git is not installed", todo: "--changed needs it" }),
  );
}
