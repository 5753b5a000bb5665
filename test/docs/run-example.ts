import { resolve } from "node:path";

import { runCommandLine } from "../../src/commands/run-command-line.ts";
import { recordContext } from "../commands/context.ts";
import { folderOf } from "../spec/read-files.ts";
import type { Files } from "./finding-page.ts";
import { whatIsWrong } from "./what-is-wrong.ts";

export interface ExampleOptions {
  /** Where the lesson runs unless the command says so. */
  readonly kernel?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ExampleRun {
  readonly exitCode: number;
  /** See `whatIsWrong`. */
  readonly printed: string;
}

/** Runs a page's command in a folder with its files. */
export async function runExample(
  files: Files,
  command: string,
  { kernel = "pyodide", env: more = {} }: ExampleOptions = {},
): Promise<ExampleRun> {
  const cwd = await folderOf(files);
  const words = command.split(" ");
  const program = words.indexOf("nbproof");
  const args = words.slice(program + 1);
  if (args[0] === "validate" && !/ --(?:kernel|server) /.test(command)) args.push("--kernel", kernel);
  const recorded = recordContext(cwd);
  const env = { ...process.env, ...more, ...variables(words.slice(0, program), cwd) };
  const exitCode = await runCommandLine(args, { ...recorded.context, env });
  // `build` tells what is wrong on stderr, where `validate` tells how far it is.
  const told = args[0] === "build" ? recorded.err() : recorded.out();
  return { exitCode, printed: whatIsWrong(told, cwd) };
}

/** `JUPYTER_PATH=.`: paths, which nbproof would read from the folder that it runs in. */
function variables(words: readonly string[], cwd: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const [name = "", value = ""] = word.split("=");
      return [name, resolve(cwd, value)];
    }),
  );
}
