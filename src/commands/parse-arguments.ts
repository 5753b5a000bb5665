import { parseArgs } from "node:util";

import type { Arguments, Command, Option } from "./command.ts";
import { suggestion } from "./suggestion.ts";
import { UsageError } from "./usage-error.ts";

/** The command's operands and options; throws a `UsageError` for anything that it does not take. */
export function parseArguments(name: string, command: Command, args: readonly string[]): Arguments {
  const operands: string[] = [];
  const switches = new Set<string>();
  const values = new Map<string, string>();
  for (const token of tokensOf(command, args)) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const option = command.options[token.name];
    if (option === undefined) throw new UsageError(unknownOption(token.rawName, command), name);
    if (option.value === undefined) {
      if (token.value !== undefined && token.value !== option.choice)
        throw new UsageError(noSuchValue(token, option), name);
      switches.add(token.name);
      if (token.value === undefined) values.delete(token.name);
      else values.set(token.name, token.value);
    } else {
      if (isAbsent(token))
        throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${option.value}`, name);
      const before = option.list === true ? values.get(token.name) : undefined;
      const value = token.value ?? "";
      values.set(token.name, before === undefined ? value : `${before},${value}`);
    }
  }
  const extra = operands[command.maxOperands];
  if (extra !== undefined) throw new UsageError(`There is nothing to do with "${extra}" here`, name);
  return { operands, switches, values };
}

function tokensOf(command: Command, args: readonly string[]): NonNullable<ReturnType<typeof parseArgs>["tokens"]> {
  const options = Object.entries(command.options).map(([name, { value, short }]) => [
    name,
    { type: value === undefined ? "boolean" : "string", ...(short === undefined ? {} : { short }) } as const,
  ]);
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(options),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens;
}

function noSuchValue({ rawName }: { readonly rawName: string }, { choice }: Option): string {
  return choice === undefined
    ? `${rawName} takes no value`
    : `${rawName} takes no value but ${choice}: ${rawName}=${choice}`;
}

/** `--out --check` means that the value was forgotten; `--out=--check` that it was meant. */
function isAbsent(token: { readonly value: string | undefined; readonly inlineValue: boolean | undefined }): boolean {
  return !token.value || (token.inlineValue !== true && /^--?[a-z]/.test(token.value));
}

function unknownOption(rawName: string, command: Command): string {
  const known = Object.keys(command.options).map((option) => `--${option}`);
  return `There is no option ${rawName}${suggestion(rawName, known)}`;
}
