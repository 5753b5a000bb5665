import type { SilentFailure } from "../lesson/silent-failures.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { Finding } from "../model/finding.ts";
import type { FailedCommand, Observation } from "../model/observation.ts";
import { type SourcePlace, placeInText, type SourceText } from "../source/place.ts";
import { expectedTexts } from "./expected-texts.ts";
import { findPrintedError } from "./printed-error.ts";
import { streamText } from "./seen.ts";

export interface SilentCheck {
  readonly allow: readonly SilentFailure[];
  readonly code: SourceText;
  /** What the cell must show, on this kernel. */
  readonly parts: ExpectedParts;
}

/** What went wrong in a cell that came to its end all the same. */
export function checkSilent(seen: Observation, check: SilentCheck): readonly Finding[] {
  const findings = [
    ...(seen.failedCommands ?? []).map((failed) => commandFailed(failed, check.code)),
    ...errorPrinted(seen, check),
    ...warningShown(seen, check.code),
  ];
  return findings.filter(({ code }) => !check.allow.some((allowed) => allowed === code));
}

function commandFailed({ command, exitCode }: FailedCommand, code: SourceText): Finding {
  const how = exitCode < 0 ? `was ended by signal ${-exitCode}` : `ended with exit code ${exitCode}`;
  const message = `\`${command}\` ${how}, and the cell went on`;
  return { code: "command-failed", place: commandPlace(command, code), message };
}

/** The line that runs the command: the one that has it, or, where IPython has put values into it, its first word. */
function commandPlace(command: string, code: SourceText): SourcePlace {
  const lines = code.value.split("\n").map(writtenCommand);
  const [first = ""] = command.split(" ");
  const whole = lines.findIndex((written) => written !== undefined && command.includes(written));
  const line = whole === -1 ? lines.findIndex((written) => written?.split(" ")[0] === first) : whole;
  return placeInText(code, Math.max(line, 0));
}

/** The command of `!cmd`, `x = !cmd` and `%magic cmd`. */
function writtenCommand(line: string): string | undefined {
  return /^[^!%]*(?:!!?|%)(?:sx |system )?\s*(?<command>\S.*)$/.exec(line.trimEnd())?.groups?.["command"];
}

function errorPrinted(seen: Observation, { code, parts }: SilentCheck): readonly Finding[] {
  // What nobody expects on stderr is a finding as a whole.
  const streams = parts.stderr || parts.streams ? (["stdout", "stderr"] as const) : (["stdout"] as const);
  const expected = expectedTexts(parts);
  return streams.flatMap((name): readonly Finding[] => {
    const shown = streamText(seen, name);
    const error = findPrintedError(shown);
    if (error === undefined || expected.some(({ text }) => text.value.includes(error.word))) return [];
    const message = `The cell printed \`${error.line}\` and went on, and no expectation names it`;
    return [{ code: "error-printed", place: placeInText(code, 0), message, shown }];
  });
}

// As `warnings.formatwarning` writes it: https://docs.python.org/3/library/warnings.html#warnings.formatwarning
const warningLine = /^.*:\d+: (?<category>\w*Warning): /m;

function warningShown(seen: Observation, code: SourceText): readonly Finding[] {
  const shown = streamText(seen, "stderr");
  const category = warningLine.exec(shown)?.groups?.["category"];
  if (category === undefined) return [];
  const message = `The cell showed a ${category}, and warnings are forbidden here`;
  return [{ code: "warning-shown", place: placeInText(code, 0), message, shown }];
}
