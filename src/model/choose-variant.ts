import type { Expectation, Variant } from "../lesson/expectation.ts";
import type { Facts } from "./facts.ts";
import { unmetRequirements } from "./unmet-requirements.ts";

/** The first variant whose `when` holds on this kernel. */
export function chooseVariant(expectation: Expectation, facts: Facts): Variant | undefined {
  return expectation.variants.find((variant) => unmetRequirements(variant.when ?? {}, facts).length === 0);
}
