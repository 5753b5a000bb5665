import { withoutEnd } from "../basics/without-end.ts";
/** Short names for kernels in a table: the last part of a path, where no other has the same. */
export function kernelLabels(names: readonly string[]): ReadonlyMap<string, string> {
  const lasts = names.map((name) => withoutEnd(name, "/").split("/").at(-1) ?? name);
  const unique = new Set(lasts).size === names.length;
  return new Map(names.map((name, index) => [name, (unique ? lasts[index] : undefined) ?? name]));
}
