import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";

import { makeServerVenv } from "../servers/server-venv.mjs";
import { folderOf } from "../spec/read-files.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { program, Project, type Ran, recipe } from "./recipes.ts";

const root = resolve(import.meta.dirname, "../..");
/** Where the tools are that recipes are held against. */
let tools: string;
beforeAll(async () => {
  tools = dirname(await makeServerVenv("recipes"));
}, 300_000);

interface Job {
  readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
}

/** What is wrong with a YAML file by the schema of a service; nothing where it is in order. */
async function faultsBy(schema: string, text: string): Promise<string> {
  const folder = await folderOf({ "file.yml": text });
  const args = ["--builtin-schema", `vendor.${schema}`, join(folder, "file.yml")];
  return await promisify(execFile)(join(tools, "check-jsonschema"), args).then(
    () => "",
    (error: unknown) => String((error as { stdout?: string }).stdout),
  );
}

async function shipped(name: string): Promise<string> {
  return await readFile(join(root, name), "utf8");
}

/** A job with the steps that docs/ci.md shows. */
async function workflowOfDocs(): Promise<string> {
  const [block = ""] = await recipe("GitHub Actions");
  return stringify({ on: "push", jobs: { lessons: { "runs-on": "ubuntu-latest", ...(parse(block) as object) } } });
}

async function gitlab(): Promise<string> {
  return (await recipe("GitLab"))[0] ?? "";
}

describe("a recipe's YAML", () => {
  it.each<[string, string, () => Promise<string>]>([
    ["the workflow that init --ci writes", "github-workflows", async () => await shipped("templates/ci/nbproof.yml")],
    ["our own workflow", "github-workflows", async () => await shipped(".github/workflows/ci.yml")],
    ["the steps of docs/ci.md", "github-workflows", workflowOfDocs],
    ["action.yml", "github-actions", async () => await shipped("action.yml")],
    ["GitLab's job", "gitlab-ci", gitlab],
  ])("is as the service's schema has it: %s", async (_, schema, text) => {
    expect(await faultsBy(schema, await text())).toBe("");
  });

  it("would not be, with a key that is misspelt", async () => {
    const misspelt = (await shipped("templates/ci/nbproof.yml")).replace("runs-on", "run-on");
    expect(await faultsBy("github-workflows", misspelt)).not.toBe("");
    expect(await faultsBy("github-actions", (await shipped("action.yml")).replace("using", "use"))).not.toBe("");
    expect(
      await faultsBy("gitlab-ci", (await gitlab()).replace("artifacts:\n    when", "artifacts:\n    wen")),
    ).not.toBe("");
  });
});

/** Makes the second lesson wrong. */
async function spoil(project: Project): Promise<void> {
  const name = "notebooks-src/course/two.yaml";
  await project.write(name, (await project.read(name)).replace("expect: two", "expect: three"));
}

/** Runs its steps as GitHub does: what actions would bring, such as the shards' reports, lies there already. */
async function runWorkflow(project: Project): Promise<Readonly<Record<string, readonly Ran[]>>> {
  const { jobs } = parse(await project.read(".github/workflows/nbproof.yml")) as {
    readonly jobs: Readonly<Record<string, Job>>;
  };
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: project.cwd,
    GITHUB_STEP_SUMMARY: join(project.cwd, "s.md"),
  };
  const ran: Record<string, Ran[]> = { validate: [], report: [] };
  for (const [job, shard] of [
    ["validate", "1"],
    ["validate", "2"],
    ["report", ""],
  ] as const) {
    for (const { run: script } of jobs[job]?.steps ?? []) {
      if (script === undefined) continue;
      ran[job]?.push(await project.shell(script.replaceAll("${{ matrix.shard }}", shard), env));
    }
  }
  return ran;
}

describe("the workflow that init --ci writes", { timeout: 300_000 }, () => {
  it("proves the lessons in two shards, and is red at the one that is wrong, which the report annotates", async () => {
    const project = await Project.make();
    expect(await project.shell("npx --yes nbproof init --ci")).toMatchObject({ exitCode: 0 });
    await spoil(project);
    const { validate = [], report: [report] = [] } = await runWorkflow(project);
    const codes = validate.map(({ exitCode }) => exitCode);
    expect([codes.filter((code) => code === 0).length, codes.filter((code) => code === 1).length]).toEqual([5, 1]);
    expect(report?.exitCode).toBe(1);
    expect(report?.text).toContain("2 lessons, 2 steps: 1 passed, 1 failed");
    expect(report?.text).toContain("::error file=notebooks-src/course/two.yaml,line=4,col=14,title=output-differs::");
    expect(await project.read("report.html")).toContain("<!doctype html>");
    expect(await project.read("s.md")).toContain("### nbproof: not all is well");
    // As a service reads it.
    const read = "from junitparser import JUnitXml; x = JUnitXml.fromfile('junit.xml'); print(x.tests, x.failures)";
    expect(await project.shell(`'${join(tools, "python")}' -c "${read}"`)).toEqual({ exitCode: 0, text: "2 1\n" });
  });
});

/** Runs the action with these inputs. */
async function runAction(project: Project, inputs: Readonly<Record<string, string>>): Promise<Ran> {
  const action = parse(await shipped("action.yml")) as {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly runs: Job;
  };
  const [step] = action.runs.steps;
  const value = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? "";
  const own = Object.entries(step?.env ?? {}).map(
    ([name, text]) => [name, text.replace(/^\$\{\{ inputs\.(\w+) \}\}$/, (_, input: string) => value(input))] as const,
  );
  const env = { ...Object.fromEntries(own), GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(project.cwd, "s.md") };
  return await project.shell(step?.run ?? "exit 70", env);
}

describe("action.yml", { timeout: 300_000 }, () => {
  it("proves the lessons with the project's nbproof, with reports and a summary", async () => {
    const project = await Project.make();
    const python = await pythonEnvironment();
    const { exitCode, text } = await runAction(project, { kernel: python, shard: "1/1" });
    expect(text).toContain("2 lessons, 2 steps: 2 passed");
    expect(exitCode).toBe(0);
    for (const name of ["report.json", "junit.xml", "report.html"])
      expect(await project.read(`nbproof-report/${name}`)).not.toBe("");
    expect(await project.read("s.md")).toContain("### nbproof: all is proven");
  });

  it("takes no input for a part of its script", async () => {
    const project = await Project.make();
    const { exitCode } = await runAction(project, { kernel: '"; touch broken; "', shard: "$(touch broken)" });
    expect(exitCode).not.toBe(0);
    await expect(project.read("broken")).rejects.toThrow("ENOENT");
  });
});

describe("GitLab's job", { timeout: 300_000 }, () => {
  it("proves the lessons in as many parts as GitLab makes of it", async () => {
    const project = await Project.make();
    const { lessons } = parse(await gitlab()) as {
      lessons: { parallel: number; before_script: string[]; script: string[]; artifacts: { paths: string[] } };
    };
    // The image's own: no test installs packages of the system.
    await program(join(project.cwd, "node_modules/.bin/apt-get"), "true");
    const path = `export PATH="$PWD/node_modules/.bin:$PATH"`;
    const before = await project.shell([path, ...lessons.before_script].join("\n"), { PIP_NO_COMPILE: "1" });
    expect(before.exitCode, before.text).toBe(0);
    const said: string[] = [];
    for (let index = 1; index <= lessons.parallel; index++) {
      const env = { CI: "true", CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(lessons.parallel) };
      const { exitCode, text } = await project.shell(lessons.script.join("\n"), env);
      expect(exitCode, text).toBe(0);
      said.push(text);
      for (const name of lessons.artifacts.paths) expect(await project.read(name)).not.toBe("");
    }
    expect(said.map((text) => /^Shard.*$/m.exec(text)?.[0])).toEqual([
      "Shard 1 of 2: 1 of 2 lessons",
      "Shard 2 of 2: 1 of 2 lessons",
    ]);
  });
});

describe("the Makefile's lines", { timeout: 300_000 }, () => {
  it("prove what has changed since the remote's branch, and nothing else", async () => {
    const project = await Project.make();
    await project.write("Makefile", (await recipe("make"))[0] ?? "");
    await project.shell(
      "git clone -q --bare . ../$(basename $PWD)/node_modules/remote && git remote add origin node_modules/remote && git fetch -q origin",
    );
    await spoil(project);
    const { exitCode, text } = await project.shell("make lessons");
    expect(exitCode).toBe(2);
    expect(text).toContain("two.yaml:4:14  output-differs");
    expect(text).toContain("Changed since origin/main: 1 of 2 lessons");
  });
});

describe("pre-commit's hooks", { timeout: 300_000 }, () => {
  it("let a commit through whose lessons are true, and no other", async () => {
    const project = await Project.make();
    // What stands on GitHub: pre-commit takes a repository as it is at a commit.
    const ours = await folderOf({ ".pre-commit-hooks.yaml": await shipped(".pre-commit-hooks.yaml") });
    const git = "git init -q && git add -A && git commit -qm x && git rev-parse HEAD";
    const rev = (await project.shell(`cd '${ours}' && ${git}`)).text.trim();
    const [config = ""] = await recipe("pre-commit");
    await project.write(
      ".pre-commit-config.yaml",
      config.replace("https://github.com/OWNER/nbproof", ours).replace("rev: main", `rev: ${rev}`),
    );
    const env = { PRE_COMMIT_HOME: join(project.cwd, "node_modules", "pre-commit") };
    const preCommit = join(tools, "pre-commit");
    const set = await project.shell(
      `'${preCommit}' validate-manifest '${ours}/.pre-commit-hooks.yaml' && '${preCommit}' validate-config && git add -A && '${preCommit}' install`,
      env,
    );
    expect(set.exitCode, set.text).toBe(0);
    const first = await project.shell("git commit -qm hooks", env);
    expect(first.exitCode, first.text).toBe(0);

    // Stale notebooks, and a lesson that is wrong: each hook says its own.
    await spoil(project);
    await project.write("dist-notebooks/course/two.ipynb", "{}");
    const refused = await project.shell("git commit -qam wrong", env);
    expect(refused.exitCode).toBe(1);
    expect(refused.text).toMatch(/notebooks are those of the lessons\.*Failed/);
    expect(refused.text).toMatch(/lessons that changed are true\.*Failed/);
    expect(refused.text).toContain("two.yaml:4:14  output-differs");
    expect(refused.text).not.toContain("one.yaml");

    // A file that is gone is none that pre-commit looks at.
    await project.shell("git checkout -q . && git rm -q notebooks-src/course/one.yaml");
    const gone = await project.shell("git commit -qm gone", env);
    expect(gone.exitCode).toBe(1);
    expect(gone.text).toContain("one.yaml");
  });
});
