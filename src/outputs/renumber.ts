import type { CellRole } from "../lesson/cell.ts";
import type { Output } from "../model/observation.ts";

/** How the cell with these outputs is counted, and how all cells were counted before → how they are now. */
export interface Renumbering {
  readonly role: CellRole;
  readonly count: number;
  readonly counts: ReadonlyMap<number, number>;
}

/** Outputs with other execution counts: a result's own, and what tracebacks and checks say of cells (`In [3]`). */
export function renumber(outputs: readonly Output[], { role, count, counts }: Renumbering): readonly Output[] {
  const renamed = (text: string): string =>
    text.replaceAll(/(In ?\[)(\d{1,9})\]/g, (whole, before: string, old: string) => {
      const now = counts.get(Number(old));
      return now === undefined ? whole : `${before}${now}]`;
    });
  return outputs.map((output): Output => {
    switch (output.type) {
      case "stream":
        return role === "check" ? { ...output, text: renamed(output.text) } : output;
      case "display":
        return output;
      case "result":
        return { ...output, executionCount: count };
      case "error":
        return { ...output, traceback: output.traceback.map(renamed) };
    }
  });
}
