import {
  CapacityReached,
  IpykernelMissing,
  KernelDead,
  KernelNotFound,
  KernelStartFailed,
  NoRunFolder,
} from "../kernel/errors.ts";
import type { Answer } from "./answer.ts";

/** What a request is refused with: Jupyter Server's status, and a message. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    { headers = {}, ...options }: ErrorOptions & { readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message, options);
    this.status = status;
    this.headers = headers;
  }
}

/** A failure as Jupyter Server tells it: a status, and a body with a message; nothing of it where it is a bug. */
export function refusal(error: unknown): Answer {
  if (error instanceof HttpError) {
    const { status, message, headers } = error;
    return { status, body: { message, reason: null }, headers };
  }
  const status = statusOf(error);
  if (status === undefined || !(error instanceof Error)) {
    return { status: 500, body: { message: "Unhandled error", reason: null, traceback: "" } };
  }
  return { status, body: { message: error.message, reason: error.name } };
}

/** The status for an error that is told as it is. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpError) return error.status;
  if (error instanceof CapacityReached) return 503;
  if (error instanceof KernelNotFound) return 404;
  if (error instanceof KernelDead) return 409;
  const isEnvironment = [KernelStartFailed, IpykernelMissing, NoRunFolder].some((kind) => error instanceof kind);
  return isEnvironment ? 500 : undefined;
}
