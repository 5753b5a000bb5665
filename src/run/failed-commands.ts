import type { KernelMessage } from "@jupyterlab/services";

import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import type { FailedCommand } from "../model/observation.ts";
import { CHECK_OUTCOMES, FAILED_COMMANDS } from "./kernel-code.ts";

const name = "nbproof";
const checkName = "nbproof-check";

/**
 * What to ask along with a cell, so that its reply tells which commands failed, and of a check how each test ended. The
 * second is asked only of cells that can have run one: it takes the kernel a twentieth of the time of a small cell.
 */
export function askAlong(code: string): Readonly<Record<string, string>> {
  return { [name]: FAILED_COMMANDS, ...(code.includes("check_answer") ? { [checkName]: CHECK_OUTCOMES } : {}) };
}

/** How the tests of the latest check ended, as the reply to its cell tells; nothing where there was none. */
export function readCheckOutcomes(content: KernelMessage.IExecuteReplyMsg["content"]): readonly string[] | undefined {
  const list = answerTo(checkName, content);
  return Array.isArray(list) ? list.flatMap((entry: unknown) => (typeof entry === "string" ? [entry] : [])) : undefined;
}

/** The commands that failed, as the reply to a cell tells; nothing where it does not. */
export function readFailedCommands(
  content: KernelMessage.IExecuteReplyMsg["content"],
): readonly FailedCommand[] | undefined {
  const list = answerTo(name, content);
  return Array.isArray(list) ? list.flatMap(readCommand) : undefined;
}

function answerTo(expression: string, content: KernelMessage.IExecuteReplyMsg["content"]): unknown {
  const answer: unknown = content.status === "ok" ? content.user_expressions?.[expression] : undefined;
  const text = isRecord(answer) && isRecord(answer["data"]) ? answer["data"]["text/plain"] : undefined;
  return typeof text === "string" ? parseJson(text) : undefined;
}

function readCommand(entry: unknown): readonly FailedCommand[] {
  const [command, exitCode]: readonly unknown[] = Array.isArray(entry) ? entry : [];
  return typeof command === "string" && typeof exitCode === "number" ? [{ command, exitCode }] : [];
}
