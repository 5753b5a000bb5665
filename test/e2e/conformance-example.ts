import type { Request } from "./observe-request.ts";

/** One cell, or another request, that a kernel is asked; each kernel is asked all of them, in this order. */
export interface Example extends Request {
  readonly title: string;
}

/** Cells that are executed, each named after its group and its code. */
export function cells(group: string, codes: readonly string[]): Example[] {
  return codes.map((code) => ({ title: `${group}: ${code.replaceAll("\n", "⏎")}`, content: execute(code) }));
}

/** The content of an execute_request. */
export function execute(code: string): Readonly<Record<string, unknown>> {
  return { code, silent: false, store_history: true, allow_stdin: true, stop_on_error: false };
}
