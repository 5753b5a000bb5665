import { compareNumbers, type ExactNumber, readNumber } from "./exact-number.ts";
import type { Constraint } from "./pattern.ts";
import { type QuantityType, readQuantity } from "./quantity.ts";
import type { Advice } from "./unknown-body.ts";

interface Around {
  /** The hole. */
  readonly source: string;
  /** Where it reads numbers with units. */
  readonly quantity?: QuantityType;
}

/** What is wrong with a hole whose constraints leave no number over; what captures stand for is not known here. */
export function findContradiction(
  constraints: readonly Constraint[],
  { source, quantity }: Around,
): Advice | undefined {
  const read = (text: string): ExactNumber | undefined =>
    quantity === undefined ? readNumber(text) : readQuantity(quantity, text);
  const bounds = constraints.flatMap((constraint) => boundOf(constraint, read));
  for (const lower of bounds.filter(({ side }) => side !== "upper")) {
    const upper = bounds.find((bound) => bound.side !== "lower" && excludes(lower, bound));
    if (upper !== undefined) {
      return {
        message: `\`${source}\`: no number is both ${lower.source} and ${upper.source}`,
        advice: "All constraints of a hole must hold; correct one of the two",
      };
    }
  }
  return undefined;
}

interface Bound {
  readonly side: "lower" | "upper" | "both";
  readonly isStrict: boolean;
  readonly value: ExactNumber;
  readonly source: string;
}

function boundOf(constraint: Constraint, read: (text: string) => ExactNumber | undefined): readonly Bound[] {
  if (constraint.kind !== "compare" || constraint.operator === "!=" || constraint.right.kind !== "number") return [];
  const { operator, right } = constraint;
  const value = read(right.text);
  if (value === undefined) return [];
  const side = operator === "=" ? "both" : operator.startsWith(">") ? "lower" : "upper";
  return [{ side, isStrict: !operator.endsWith("="), value, source: `${operator} ${right.text}` }];
}

/** Whether nothing lies above the one and below the other. */
function excludes(lower: Bound, upper: Bound): boolean {
  const order = compareNumbers(lower.value, upper.value);
  return order === 1 || (order === 0 && (lower.isStrict || upper.isStrict));
}
