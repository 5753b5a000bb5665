import type { KernelMessage } from "@jupyterlab/services";

import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import type { FailedCommand } from "../model/observation.ts";
import { FAILED_COMMANDS } from "./kernel-code.ts";

const name = "nbproof";

/** What to ask along with a cell, so that its reply tells which commands failed. */
export const askForFailedCommands: Readonly<Record<string, string>> = { [name]: FAILED_COMMANDS };

/** The commands that failed, as the reply to a cell tells; nothing where it does not. */
export function readFailedCommands(
  content: KernelMessage.IExecuteReplyMsg["content"],
): readonly FailedCommand[] | undefined {
  const answer: unknown = content.status === "ok" ? content.user_expressions?.[name] : undefined;
  const text = isRecord(answer) && isRecord(answer["data"]) ? answer["data"]["text/plain"] : undefined;
  if (typeof text !== "string") return undefined;
  const list = parseJson(text);
  return Array.isArray(list) ? list.flatMap(readCommand) : undefined;
}

function readCommand(entry: unknown): readonly FailedCommand[] {
  const [command, exitCode]: readonly unknown[] = Array.isArray(entry) ? entry : [];
  return typeof command === "string" && typeof exitCode === "number" ? [{ command, exitCode }] : [];
}
