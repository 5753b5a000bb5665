import { readFile } from "node:fs/promises";

interface Saved {
  readonly cells: readonly {
    readonly id: string;
    readonly cell_type: string;
    readonly execution_count?: number | null;
    readonly metadata: { readonly tags?: readonly string[] };
    readonly outputs?: readonly { readonly output_type: string; readonly ename?: string }[];
  }[];
}

/** The cells of a notebook, saved after Run All, that did not run, or that stopped where nothing says that they may. */
export async function cellsAmiss(file: string): Promise<readonly string[]> {
  const { cells } = JSON.parse(await readFile(file, "utf8")) as Saved;
  return cells
    .filter(({ cell_type: type }) => type === "code")
    .flatMap(({ id, execution_count: count, metadata: { tags = [] }, outputs = [] }) => {
      const errors = outputs.filter(({ output_type: type }) => type === "error").map(({ ename }) => `${id}: ${ename}`);
      return [...(count === null ? [`${id} did not run`] : []), ...(tags.includes("raises-exception") ? [] : errors)];
    });
}
