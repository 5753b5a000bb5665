import { arch, platform, version as nodeVersion } from "node:process";
import { getSystemErrorMap } from "node:util";

import type { Style } from "../report/style.ts";
import { UsageError } from "./usage-error.ts";
import { sourceStack } from "../package/source-stack.ts";
import { nbproofVersion } from "../package/version.ts";

/** What to say when a command could not do its work, and with which exit code. */
export interface Failure {
  readonly text: string;
  readonly exitCode: number;
}

/** A thrown value as a message: usage, the environment, or a bug of ours with its stack. */
export function renderFailure(error: unknown, style: Style): Failure {
  if (error instanceof UsageError) return usageFailure(error, style);
  if (isSystemError(error)) return { text: `${headline(systemMessage(error), style)}\n`, exitCode: 3 };
  const exitCode = error instanceof Error ? exitCodes[error.name] : undefined;
  if (exitCode === undefined || !(error instanceof Error)) return bug(error, style);
  return { text: `${headline(error.message, style)}\n`, exitCode };
}

function usageFailure(error: UsageError, style: Style): Failure {
  const help = error.command === undefined ? "nbproof --help" : `nbproof ${error.command} --help`;
  return { text: `${headline(error.message, style)}\nSee: ${help}\n`, exitCode: 2 };
}

// By name, so that saying that there is no such command loads no kernels and no templates.
const exitCodes: Readonly<Record<string, number>> = {
  TemplateError: 2,
  PictureError: 2,
  CourseConflictError: 2,
  KernelNotFound: 3,
  IpykernelMissing: 3,
  KernelStartFailed: 3,
  KernelDead: 3,
  NoRunFolder: 3,
  ListenFailed: 3,
  InfrastructureError: 3,
  CourseWriteError: 3,
};

interface SystemError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "errno" in error && "code" in error && typeof error.errno === "number";
}

function systemMessage({ errno, code, path, message }: SystemError): string {
  const known = getSystemErrorMap().get(errno)?.[1];
  if (known === undefined) return message;
  return `${path === undefined ? "The system says" : path}: ${known} (${code})`;
}

/** What to do about a bug of ours, with all that a report of it needs. */
export function renderBug(stack: string, style: Style): string {
  return [
    headline("This is a bug in nbproof, not in your lessons; please report it with the lines below", style),
    `nbproof ${nbproofVersion()}, Node ${nodeVersion}, ${platform} ${arch}`,
    stack,
    "",
  ].join("\n");
}

function bug(error: unknown, style: Style): Failure {
  return { text: renderBug(error instanceof Error ? sourceStack(error) : String(error), style), exitCode: 70 };
}

function headline(message: string, style: Style): string {
  return `${style.bad("nbproof:")} ${message}`;
}
