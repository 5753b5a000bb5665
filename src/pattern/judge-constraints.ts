import { operandsOf } from "./captures.ts";
import { compareNumbers, type ExactNumber, isNear, readNumber } from "./exact-number.ts";
import type { Captures, Constraint, Hole, HoleBody, Operand, Operator } from "./pattern.ts";
import { isQuantityType, readQuantity } from "./quantity.ts";
import { quote } from "./quote.ts";

export interface JudgeOptions {
  readonly captures: Captures;
  /** Where a capture comes from, to follow "captured". */
  readonly originOf: (name: string) => string;
}

/** Why the first of a hole's constraints that does not hold refuses what the hole read; nothing where all hold. */
export function judgeConstraints(hole: Hole, read: string, options: JudgeOptions): string | undefined {
  for (const constraint of hole.constraints) {
    const why = judgeConstraint(constraint, read, { ...options, hole });
    if (why !== undefined) return why;
  }
  return undefined;
}

function judgeConstraint(
  constraint: Constraint,
  read: string,
  { hole: { source, body }, ...options }: JudgeOptions & { readonly hole: Hole },
): string | undefined {
  const values = operandsOf(constraint).map((operand) => valueOf(operand, options.captures));
  const reading = readingOf(body, constraint);
  if (holds(constraint, read, { values, reading })) return undefined;
  const complaint = `\`${source}\` read ${quote(read)}`;
  const notNumber = [read, ...values].find((text, index) => reading.read(text, index) === undefined);
  const origins = originsOf(constraint, options);
  if (notNumber === undefined || comparesText(constraint))
    return `${complaint}, which ${demandOf(constraint, values)}${origins}`;
  if (notNumber === read) return `${complaint}, which is not a ${reading.what}`;
  return `${complaint}, and ${quote(notNumber)} is not a ${reading.what}${origins}`;
}

/** How the text that was read and the values of its constraint, in this order, are taken as numbers. */
interface Reading {
  readonly what: string;
  readonly read: (text: string, index: number) => ExactNumber | undefined;
}

/** A number with a unit is held against numbers with units; a percentage has none. */
function readingOf(body: HoleBody, constraint: Constraint): Reading {
  if (body.kind !== "type" || !isQuantityType(body.type)) return { what: "number", read: readNumber };
  const { type } = body;
  const isPercentage = (index: number): boolean => index === 2 && constraint.kind === "near" && constraint.percent;
  const read: Reading["read"] = (text, index) => (isPercentage(index) ? readNumber(text) : readQuantity(type, text));
  return { what: type, read };
}

function valueOf(operand: Operand, captures: Captures): string {
  return operand.kind === "number" ? operand.text : (captures[operand.name] ?? "");
}

function comparesText(constraint: Constraint): boolean {
  return constraint.kind === "compare" && (constraint.operator === "=" || constraint.operator === "!=");
}

/** Numbers are compared as numbers, whatever way they are written; all else as text, which can be the same or not. */
function holds(
  constraint: Constraint,
  read: string,
  { values, reading }: { readonly values: readonly string[]; readonly reading: Reading },
): boolean {
  const [first = ""] = values;
  const [value, right, distance] = [read, ...values].map(reading.read);
  if (constraint.kind === "near") {
    if (value === undefined || right === undefined || distance === undefined) return false;
    return isNear(value, right, { distance, percent: constraint.percent });
  }
  if (value !== undefined && right !== undefined) return compares(value, right, constraint.operator);
  return constraint.operator === "=" ? read === first : constraint.operator === "!=" && read !== first;
}

function compares(left: ExactNumber, right: ExactNumber, operator: Operator): boolean {
  const order = compareNumbers(left, right);
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order === -1;
    case "<=":
      return order === -1 || order === 0;
    case ">":
      return order === 1;
    case ">=":
      return order === 1 || order === 0;
  }
}

function demandOf(constraint: Constraint, values: readonly string[]): string {
  const [first = "", second = ""] = values.map(quote);
  if (constraint.kind === "near") return `is not within ${first} +- ${second}${constraint.percent ? "%" : ""}`;
  if (constraint.operator === "=") return `is not ${first}`;
  return constraint.operator === "!=" ? `must not be ${first}` : `is not ${constraint.operator} ${first}`;
}

function originsOf(constraint: Constraint, { originOf }: JudgeOptions): string {
  const names = operandsOf(constraint).flatMap((operand) => (operand.kind === "capture" ? [operand.name] : []));
  return names.map((name) => ` (\`${name}\`, captured ${originOf(name)})`).join("");
}
