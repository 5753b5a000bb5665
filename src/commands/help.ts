import type { Style } from "../report/style.ts";
import type { Command } from "./command.ts";

/** What `nbproof --help` shows. */
export function renderOverview(commands: Readonly<Record<string, Command>>, style: Style): string {
  return [
    `${style.strong("nbproof")}: notebooks that prove what they teach`,
    "",
    `${style.strong("Usage")}  nbproof COMMAND [OPTION…]`,
    "",
    style.strong("Commands"),
    ...table(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    "",
    style.strong("Options"),
    ...table([
      ["-h, --help", "Show this, or the help of the command before it"],
      ["--version", "Show the version"],
    ]),
    "",
    style.strong("Exit codes"),
    ...table(exitCodes),
    "",
    "NO_COLOR=1 lock colours off, FORCE_COLOR=1 on.",
    "",
  ].join("\n");
}

/** What `nbproof COMMAND --help` shows. */
export function renderCommandHelp(name: string, command: Command, style: Style): string {
  const usage = ["nbproof", name, command.operands, "[OPTION…]"].filter((word) => word !== "");
  return [
    `${style.strong(`nbproof ${name}`)}: ${command.summary.charAt(0).toLowerCase()}${command.summary.slice(1)}`,
    "",
    `${style.strong("Usage")}  ${usage.join(" ")}`,
    "",
    ...command.about,
    "",
    style.strong("Options"),
    ...table([...Object.entries(command.options).map(optionRow), ["-h, --help", "Show this"]]),
    "",
    style.strong("Examples"),
    ...table(command.examples.map(({ line, does }) => [line, does])),
    "",
  ].join("\n");
}

const exitCodes: readonly Row[] = [
  ["0", "All passed, or was skipped with some having run"],
  ["1", "A lesson is wrong, or what was built is stale"],
  ["2", "A file or the command line cannot be read as meant"],
  ["3", "The environment failed (no kernel, a server lost), or no cell ran"],
  ["70", "A bug in nbproof"],
  ["130", "Stopped with Ctrl+C"],
];

type Row = readonly [string, string];

function optionRow([name, option]: readonly [string, Command["options"][string]]): Row {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  const choice = option.choice === undefined ? "" : `[=${option.choice}]`;
  const value = option.value === undefined ? choice : ` ${option.value}`;
  return [`${short}--${name}${value}`, option.help];
}

function table(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
