import { KernelDead, KernelNotFound } from "../kernel/errors.ts";

/** What a request is refused with: Jupyter Server's status and message. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Any failure as Jupyter Server tells it: a status, and a body with a message. */
export function refusal(error: unknown): { readonly status: number; readonly body: object } {
  const message = error instanceof Error ? error.message : String(error);
  return { status: statusOf(error), body: { message, reason: error instanceof Error ? error.name : null } };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpError) return error.status;
  if (error instanceof KernelNotFound) return 404;
  if (error instanceof KernelDead) return 409;
  return 500;
}
