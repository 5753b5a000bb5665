import { groupBy } from "../basics/group-by.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

interface Reasoned {
  readonly kernel: string;
  readonly reason?: string;
  readonly code?: string;
}

/** The reasons of some results, line by line; each begins with its kernels where these are not all. */
export function notesOf(
  results: readonly Reasoned[],
  labels: ReadonlyMap<string, string>,
  style: Style,
): readonly string[] {
  const reasoned = results.flatMap(({ kernel, reason, code }) =>
    reason === undefined
      ? []
      : [{ kernel: labels.get(kernel) ?? kernel, reason: code === undefined ? reason : `${code}: ${reason}` }],
  );
  return [...groupBy(reasoned, ({ reason }) => reason)].flatMap(([reason, group]) => {
    const kernels = group.length === results.length ? "" : `${group.map(({ kernel }) => kernel).join(", ")}: `;
    return `${kernels}${reason}`.split("\n").map((line) => style.quiet(visible(line)));
  });
}
