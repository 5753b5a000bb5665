import { groupBy } from "./group-by.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

interface Reasoned {
  readonly kernel: string;
  readonly reason?: string;
}

/** The reasons of some results, each with its kernels where they are not all. */
export function noteOf(results: readonly Reasoned[], style: Style): string {
  const groups = groupBy(
    results.filter(({ reason }) => reason !== undefined),
    ({ reason = "" }) => reason,
  );
  return [...groups]
    .map(([reason, group]) => {
      const kernels = group.length === results.length ? "" : ` on ${group.map(({ kernel }) => kernel).join(", ")}`;
      return style.quiet(visible(reason) + kernels);
    })
    .join("; ");
}
