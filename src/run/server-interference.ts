import type { Output } from "../model/observation.ts";

/**
 * Why a cell's outputs are not what the kernel sent, where a server says so: Jupyter Server drops output above a rate
 * and writes that to stderr, and some are set to take exceptions' names and texts away.
 */
export function serverInterference(outputs: readonly Output[]): string | undefined {
  for (const output of outputs) {
    if (output.type === "stream" && output.name === "stderr") {
      const rate = exceededRate(output.text);
      if (rate !== undefined) return rateExceeded(rate);
    }
    if (output.type === "error" && output.name === "ExecutionError" && output.message === "Execution error") {
      return "The server hides what the cell raised: start it with --MappingKernelManager.allow_tracebacks=True";
    }
  }
  return undefined;
}

/** The text names the option by which the server can be told otherwise; a lesson that prints the first line alone is not meant. */
function exceededRate(text: string): string | undefined {
  const told = /^[ \t]*IOPub (message|data) rate exceeded\.\n/m.exec(text);
  if (told === null) return undefined;
  return /App\.iopub_(?:msg|data)_rate_limit/.test(text.slice(told.index)) ? told[1] : undefined;
}

function rateExceeded(rate: string): string {
  const option = rate === "message" ? "iopub_msg_rate_limit" : "iopub_data_rate_limit";
  return `The server dropped output, since the cell put out more at a time than it lets through: start it with --ServerApp.${option}=0`;
}
