import type { Facts } from "../model/facts.ts";
import type { Requirements } from "../lesson/requirements.ts";
import { unmetRequirements } from "../model/unmet-requirements.ts";
import { packageRanges } from "./package-ranges.ts";
import { type Subject, subjects } from "./subject.ts";

/** What is needed of a kernel for one of several outcomes; absent for the last, which takes all that are left. */
export interface ToldApart {
  /** Index into the groups. */
  readonly group: number;
  readonly when?: Requirements;
  /** What tells the same kernels from the others as well: which of them it is about, nobody knows. */
  readonly others?: readonly Requirements[];
}

export interface TellOptions {
  /** The group that takes all that are left. */
  readonly last?: number;
  /** What the text is about, the nearest first. */
  readonly about?: readonly Subject[];
  /** Packages whose versions may matter, by normalised name. */
  readonly packages?: readonly string[];
}

/**
 * Few requirements, in the order in which the first that holds is taken, that give each kernel its own group. Absent
 * where kernels of two groups do not differ in anything that a requirement can name.
 */
export function tellApart(
  groups: readonly (readonly Facts[])[],
  { last, about = [], packages = [] }: TellOptions = {},
): readonly ToldApart[] | undefined {
  const kernels = groups.flatMap((own, group) => own.map((facts): Kernel => ({ facts, group })));
  const order = [...about, ...subjects.filter((subject) => !about.includes(subject))];
  const single = singleKeys(kernels, { order, packages });
  const search: Search = { candidates: candidatesOf(single), last, known: new Map() };
  return cheapest(search, kernels)?.told.map((told) => withOthers(told, single, kernels));
}

/** Of each key one, as it is written first. */
function withOthers(told: ToldApart, single: readonly Requirements[], kernels: readonly Kernel[]): ToldApart {
  const { when } = told;
  const [key, second] = Object.keys(when ?? {});
  if (when === undefined || key === undefined || second !== undefined) return told;
  const takenBy = (each: Requirements): string => {
    return kernels.map(({ facts }) => (unmetRequirements(each, facts).length === 0 ? "1" : "0")).join("");
  };
  const own = takenBy(when);
  const seen = new Set([key]);
  const others = single.filter((each) => {
    const [name = ""] = Object.keys(each);
    if (seen.has(name) || takenBy(each) !== own) return false;
    seen.add(name);
    return true;
  });
  return others.length === 0 ? told : { ...told, others };
}

interface Kernel {
  readonly facts: Facts;
  readonly group: number;
}

interface Candidate {
  readonly when: Requirements;
  readonly cost: number;
}

interface Search {
  readonly candidates: readonly Candidate[];
  readonly last: number | undefined;
  /** By the kernels that are left. */
  readonly known: Map<string, Way | undefined>;
}

interface Way {
  readonly told: readonly ToldApart[];
  readonly cost: number;
}

/** A variant costs more than any choice of keys: few variants come first, then few keys, then the keys in their order. */
const variantCost = 1000;
const keyCost = 100;

function cheapest(search: Search, left: readonly Kernel[]): Way | undefined {
  const key = left.map(({ group, facts }) => `${group} ${JSON.stringify(facts)}`).join("\n");
  if (!search.known.has(key)) search.known.set(key, findCheapest(search, left));
  return search.known.get(key);
}

function findCheapest(search: Search, left: readonly Kernel[]): Way | undefined {
  const groups = new Set(left.map(({ group }) => group));
  if (search.last !== undefined) groups.add(search.last);
  const [only] = groups;
  if (groups.size < 2) return { told: only === undefined ? [] : [{ group: only }], cost: 0 };
  let best: Way | undefined;
  for (const { when, cost } of search.candidates) {
    const taken = left.filter(({ facts }) => unmetRequirements(when, facts).length === 0);
    const [first] = taken;
    const isPure =
      first !== undefined && first.group !== search.last && taken.every(({ group }) => group === first.group);
    if (!isPure) continue;
    const rest = cheapest(
      search,
      left.filter((kernel) => !taken.includes(kernel)),
    );
    if (rest === undefined || (best !== undefined && cost + rest.cost >= best.cost)) continue;
    best = { told: [{ group: first.group, when }, ...rest.told], cost: cost + rest.cost };
  }
  return best;
}

/** Every requirement of one key, and of two, that some kernel meets. */
function candidatesOf(keys: readonly Requirements[]): readonly Candidate[] {
  const single = keys.map((when, order): Candidate => ({ when, cost: variantCost + order }));
  const pairs = single.flatMap((one, index) =>
    single.slice(index + 1).flatMap((other): readonly Candidate[] => {
      const isOne = Object.keys(one.when).every((key) => key in other.when);
      if (isOne) return [];
      return [{ when: { ...one.when, ...other.when }, cost: one.cost + other.cost - variantCost + keyCost }];
    }),
  );
  return [...single, ...pairs];
}

/** Of each subject, in this order, what some kernel has; open ranges first, the newest first of all. */
function singleKeys(
  kernels: readonly Kernel[],
  { order, packages }: { readonly order: readonly Subject[]; readonly packages: readonly string[] },
): readonly Requirements[] {
  const all = kernels.map(({ facts }) => facts);
  const series = [...new Set(all.map(seriesOf))].toSorted(byVersion).toReversed();
  const ofSubject: Readonly<Record<Subject, () => readonly Requirements[]>> = {
    packages: () => packageRanges(all, packages),
    platform: () => [...new Set(all.map(({ platform }) => platform))].map((platform) => ({ platform })),
    bits: () => [...new Set(all.map(({ bits }) => bits))].toSorted((a, b) => b - a).map((bits) => ({ bits })),
    implementation: () =>
      [...new Set(all.map(({ implementation }) => implementation))].map((implementation) => ({ implementation })),
    gil: () => [...new Set(all.map(({ gil }) => gil))].map((gil) => ({ gil })),
    python: () => [
      ...series.map((each) => ({ python: `>=${each}` })),
      ...series.map((each) => ({ python: `==${each}.*` })),
    ],
  };
  return order.flatMap((subject) => ofSubject[subject]());
}

/** `3.12` of `3.12.1`. */
function seriesOf({ version }: Facts): string {
  return version.split(".").slice(0, 2).join(".");
}

function byVersion(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => text.split(".").map(Number));
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}
