import { memberOf, numberOf, stringOf } from "./json-node.ts";
import type { Notebook } from "./notebook.ts";

/** The most that a timer holds. */
const noTimeout = 2 ** 31 - 1;

/** nbclient's and nbmake's: seconds for each cell; nothing, or a negative number, for no limit. */
export function timeoutOf({ metadata }: Notebook): number | undefined {
  const written = memberOf(metadata, "execution", "timeout");
  if (written === undefined) return undefined;
  const seconds = numberOf(written) ?? -1;
  return seconds > 0 ? Math.min(noTimeout, Math.round(seconds * 1000)) : noTimeout;
}

/** A notebook that names none is of Python, as in Jupyter. */
export function languageOf({ metadata }: Notebook): string {
  const written = memberOf(metadata, "kernelspec", "language") ?? memberOf(metadata, "language_info", "name");
  return stringOf(written) ?? "python";
}
