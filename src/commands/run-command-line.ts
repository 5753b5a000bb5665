import type { Command, Context } from "./command.ts";
import { commands } from "./commands.ts";
import { renderCommandHelp, renderOverview } from "./help.ts";
import { parseArguments } from "./parse-arguments.ts";
import { renderFailure } from "./render-failure.ts";
import { suggestion } from "./suggestion.ts";
import { UsageError } from "./usage-error.ts";

/** The exit code of a command that the user stopped. */
export const interrupted = 130;

/** Runs one command line; what goes wrong becomes a message and an exit code. */
export async function runCommandLine(args: readonly string[], context: Context): Promise<number> {
  try {
    return await dispatch(args, context);
  } catch (error) {
    // Whatever was under way when the user wanted to stop ends with some error: that is no news.
    if (context.signal.aborted) return interrupted;
    const failure = renderFailure(error, context.err.style);
    context.err.write(failure.text);
    return failure.exitCode;
  }
}

async function dispatch(args: readonly string[], context: Context): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    context.err.write(renderOverview(commands, context.err.style));
    return 2;
  }
  if (name === "help" || isHelp(name)) return help(rest[0], context);
  const command = commandOf(name);
  if (command.listensLater !== true) context.listen?.();
  if (beforeDashes(rest).some(isHelp)) return help(name, context);
  const run = await command.load();
  const exitCode = await run(parseArguments(name, command, rest), context).catch((error: unknown) => {
    // What reads a value does not know whose option it is.
    throw error instanceof UsageError ? new UsageError(error.message, error.command ?? name) : error;
  });
  return context.signal.aborted && command.service !== true ? interrupted : exitCode;
}

function help(name: string | undefined, { out }: Context): number {
  out.write(
    name === undefined ? renderOverview(commands, out.style) : renderCommandHelp(name, commandOf(name), out.style),
  );
  return 0;
}

function commandOf(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  const [what, known] = name.startsWith("-")
    ? ["option", ["--help", "--version"]]
    : ["command", [...Object.keys(commands), "help"]];
  throw new UsageError(`There is no ${what} ${name}${suggestion(name, known)}`);
}

function beforeDashes(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return end === -1 ? args : args.slice(0, end);
}

function isHelp(arg: string): boolean {
  return arg === "--help" || arg === "-h";
}
