import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { runDefaults } from "../api/run-defaults.ts";
import { compact } from "../basics/compact.ts";
import type { Settings } from "../settings/settings.ts";
import type { Arguments, Context } from "./command.ts";
import { count, duration, hashSeed, limit, size, valueOf } from "./parse-value.ts";
import type { Shard } from "../model/durations.ts";
import { type DurationsFile, durationsFile } from "./durations-file.ts";
import { defaultSource } from "./default-source.ts";
import { readReporters, type Reporters } from "./reporters-option.ts";
import { parseServer, type ServerOption } from "./server-option.ts";
import { parseTarget, type Target } from "./target.ts";
import { UsageError } from "./usage-error.ts";

/** What `nbproof validate` was asked to do. */
export interface ValidateSettings {
  readonly targets: readonly Target[];
  /** Names of kernelspecs, or paths to interpreters and virtual environments; none for the default. */
  readonly kernels: readonly string[];
  /** The Jupyter server to run on, in place of our own. */
  readonly server?: ServerOption;
  readonly jobs: number;
  readonly hashSeed: number;
  /** Bytes that a cell may put out. */
  readonly outputLimit: number;
  /** Milliseconds for each cell in place of what the lessons say. */
  readonly timeout?: number;
  /** The most steps that each kernel may skip. */
  readonly maxSkipped?: number;
  readonly reporters: Reporters;
  /** Environment variables that kernels get besides. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Expectations that cannot fail are findings. */
  readonly strict: boolean;
  /** Changed outputs are held against the patterns as well; `true`: changed solutions against the tests too. */
  readonly mutate: boolean | "outputs";
  /** Run so many times, each in other conditions. */
  readonly stress?: number;
  /** What is seen is written into the lessons: whatever does not hold, or only what is not there yet. */
  readonly update?: "all" | "new";
  /** Notebooks are saved with their new outputs. */
  readonly write: boolean;
  /** Nothing runs: what diagnostics rewrite is written. */
  readonly fix: boolean;
  readonly verbose: boolean;
  /** Only lessons that depend on what has changed since there. */
  readonly changed?: string;
  readonly shard?: Shard;
  readonly durations: DurationsFile;
  /** So many lessons that failed end the run. */
  readonly bail?: number;
  /** Milliseconds from the process's start after which the run is ended. */
  readonly deadline?: number;
  /** How often a lesson is run again where the infrastructure failed. */
  readonly retryErrors?: number;
  /** Nothing is said but what is wrong. */
  readonly quiet: boolean;
  /** A package that a kernel lacks is an error. */
  readonly requirePackages: boolean;
  /** Kernels are forked where that is possible. */
  readonly fork: boolean;
}

/** Reads the command line; throws a `UsageError` for a value that cannot be meant. */
export function readSettings(args: Arguments, { cwd, env }: Context): ValidateSettings {
  const timeout = valueOf(args, "timeout", duration);
  const maxSkipped = valueOf(args, "max-skipped", limit);
  const stress = stressOf(args);
  const server = args.values.get("server");
  return compact({
    targets: targetsOf(args.operands, cwd),
    kernels: kernelsOf(args.values.get("kernel")),
    jobs: valueOf(args, "jobs", count) ?? runDefaults.jobs(),
    hashSeed: valueOf(args, "hash-seed", hashSeed) ?? runDefaults.hashSeed(),
    outputLimit: valueOf(args, "output-limit", size) ?? runDefaults.outputLimit,
    server: server === undefined ? undefined : parseServer(server, env),
    timeout,
    maxSkipped,
    reporters: readReporters(args.values, { cwd, env }),
    environment: environmentOf(args.values.get("env"), env),
    strict: args.switches.has("strict"),
    mutate: mutateOf(args),
    stress,
    update: args.switches.has("update") ? updateOf(args) : undefined,
    write: args.switches.has("write"),
    fix: fixOf(args),
    verbose: args.switches.has("verbose"),
    changed: args.values.get("changed"),
    shard: shardOf(args),
    durations: durationsFile(pathOf(args.values.get("durations"), cwd), { cwd, env }),
    bail: valueOf(args, "bail", count),
    deadline: valueOf(args, "deadline", duration),
    retryErrors: valueOf(args, "retry-errors", limit),
    quiet: args.switches.has("quiet"),
    requirePackages: args.switches.has("require-packages"),
    fork: !args.switches.has("no-fork"),
  });
}

/** What was asked for comes before what the project's settings say. */
export function withProject(
  asked: ValidateSettings,
  project: Settings | undefined,
  { values }: Arguments,
  context: Context,
): ValidateSettings {
  if (project === undefined) return asked;
  return {
    ...asked,
    ...decisiveSettings(asked, project),
    jobs: values.has("jobs") ? asked.jobs : (project.jobs ?? asked.jobs),
    reporters: readReporters(values, context, project),
  };
}

/** Of what was asked for and what the project's settings say, that on which every lesson's verdict may depend. */
export function decisiveSettings(
  asked: ValidateSettings,
  { environment = {}, kernels = [] }: Partial<Settings> = {},
): Required<Pick<ValidateSettings, "environment" | "kernels">> {
  return {
    environment: { ...environment, ...asked.environment },
    // A server has kernels of its own.
    kernels: asked.kernels.length > 0 || asked.server !== undefined ? asked.kernels : kernels,
  };
}

/** What makes a report says nothing of a run that records. */
const reporting = [
  "strict",
  "mutate",
  "reporter",
  "json",
  "max-skipped",
  "changed",
  "shard",
  "bail",
  "deadline",
  "durations",
];

function updateOf(args: Arguments): "all" | "new" {
  runsApart(args, "update", reporting);
  if (!args.values.has("update")) return "all";
  runsWholly(args, "update=new");
  return "new";
}

function mutateOf({ switches, values }: Arguments): boolean | "outputs" {
  return values.has("mutate") ? "outputs" : switches.has("mutate");
}

function fixOf(args: Arguments): boolean {
  if (!args.switches.has("fix")) return false;
  const other = [...args.switches, ...args.values.keys()].find((each) => each !== "fix");
  if (other !== undefined) throw new UsageError(`--fix runs nothing, and has no place for --${other}`, "validate");
  return true;
}

function stressOf(args: Arguments): number | undefined {
  const stress = valueOf(args, "stress", count);
  if (stress === undefined) return undefined;
  runsApart(args, "stress", [...reporting, "update"]);
  runsWholly(args, "stress");
  return stress;
}

function shardOf(args: Arguments): Shard | undefined {
  const text = args.values.get("shard");
  if (text === undefined) return undefined;
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(of) };
  if (index === undefined || shard.index < 1 || shard.index > shard.count)
    throw new UsageError(`--shard takes a part of all such as 2/3, not ${JSON.stringify(text)}`, "validate");
  runsWholly(args, "shard");
  return shard;
}

function pathOf(path: string | undefined, cwd: string): string | undefined {
  if (path === undefined) return undefined;
  if (!existsSync(resolve(cwd, dirname(path))))
    throw new UsageError(`There is no folder ${dirname(path)} for --durations`, "validate");
  return resolve(cwd, path);
}

function runsApart({ values, switches }: Arguments, name: string, others: readonly string[]): void {
  const other = others.find((each) => switches.has(each) || values.has(each));
  if (other !== undefined) throw new UsageError(`--${name} has no place for --${other}: run that apart`, "validate");
}

function runsWholly({ operands }: Arguments, name: string): void {
  if (operands.map(parseTarget).some(({ line }) => line !== undefined)) {
    throw new UsageError(`--${name} runs whole lessons: leave the line away`, "validate");
  }
}

/** A name alone stands for what is set here; one that is not set is no variable that could be meant. */
function environmentOf(text: string | undefined, env: Context["env"]): ValidateSettings["environment"] {
  if (text === undefined) return undefined;
  return Object.fromEntries(
    text.split(",").map((entry) => {
      const [, name, value] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(entry.trim()) ?? [];
      if (name === undefined)
        throw new UsageError(`--env takes NAME or NAME=VALUE, not ${JSON.stringify(entry)}`, "validate");
      const known = value ?? env[name];
      if (known === undefined)
        throw new UsageError(`--env: the variable ${name} is not set here; give it as ${name}=VALUE`, "validate");
      return [name, known];
    }),
  );
}

function targetsOf(operands: readonly string[], cwd: string): readonly Target[] {
  const targets = operands.map(parseTarget);
  if (targets.length > 1 && targets.some(({ line }) => line !== undefined)) {
    throw new UsageError("A line can be given for one lesson alone", "validate");
  }
  return targets.length > 0 ? targets : [{ path: defaultSource(cwd).source }];
}

function kernelsOf(text: string | undefined): readonly string[] {
  const names = text?.split(",").map((name) => name.trim()) ?? [];
  if (names.includes("")) throw new UsageError("--kernel has an empty name in its list");
  return [...new Set(names)];
}
