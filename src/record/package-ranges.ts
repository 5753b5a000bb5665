import type { Facts } from "../model/facts.ts";
import type { Requirements } from "../lesson/requirements.ts";

/** Requirements on the versions of packages that kernels have in different ones: `3` and later, or that series alone. */
export function packageRanges(kernels: readonly Facts[], names: readonly string[]): readonly Requirements[] {
  return names.flatMap((name) => {
    const versions = [...new Set(kernels.flatMap(({ packages }) => packages[name] ?? []))];
    const series = seriesOf(versions);
    const some = kernels.filter(({ packages }) => packages[name] !== undefined).length;
    const isAbsent = some > 0 && some < kernels.length;
    if (series.length < 2) return isAbsent ? [{ packages: { [name]: "" } }] : [];
    return [
      ...series.map((each) => ({ packages: { [name]: `>=${each}` } })),
      ...series.map((each) => ({ packages: { [name]: `==${each}.*` } })),
    ];
  });
}

/** The fewest numbers of each version that tell them apart, the newest first. */
function seriesOf(versions: readonly string[]): readonly string[] {
  const numbers = versions.map((version) => /^\d+(?:\.\d+)*/.exec(version)?.[0].split(".") ?? []);
  const longest = Math.max(0, ...numbers.map(({ length }) => length));
  for (let count = 1; count <= longest; count += 1) {
    const series = new Set(numbers.map((each) => each.slice(0, count).join(".")));
    if (series.size > 1) return [...series].toSorted(byNumbers).toReversed();
  }
  return [];
}

function byNumbers(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => text.split(".").map(Number));
  for (const [index, number] of (a ?? []).entries()) {
    const difference = number - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
