import { readNumber } from "./exact-number.ts";
import { findContradiction } from "./find-contradiction.ts";
import type { Constraint, Operand, Operator } from "./pattern.ts";
import { type QuantityType, readQuantity } from "./quantity.ts";
import { type Advice, isName } from "./unknown-body.ts";

interface Around {
  /** The hole. */
  readonly source: string;
  /** The hole's own name. */
  readonly name: string | undefined;
  /** Where it reads numbers with units. */
  readonly quantity?: QuantityType;
}

/** Reads what follows a hole's body, one constraint after another: `> 3`, `> 0 < 5`, `= 0.5 +- 10%`. */
export function parseConstraints(text: string, around: Around): readonly Constraint[] | Advice {
  const constraints: Constraint[] = [];
  for (const [, symbol = "", right = ""] of text.trim().matchAll(eachConstraint)) {
    const constraint = parseConstraint(symbol, right, around);
    if ("message" in constraint) return constraint;
    constraints.push(constraint);
  }
  return findContradiction(constraints, around) ?? constraints;
}

/** What follows the body up to the first operator is a constraint too, one without an operator. */
const eachConstraint = /(?:^[^=!<>~≤≥≠]+|([=!<>~≤≥≠]+)([^=!<>~≤≥≠]*))/gu;

function parseConstraint(symbol: string, right: string, around: Around): Constraint | Advice {
  const operator = readOperator(symbol);
  if (operator === undefined) return explainOperator(symbol, around.source);
  const [centre = "", distance] = right.split("+-", 2);
  if (distance !== undefined && operator !== "=") {
    return {
      message: `\`${around.source}\`: \`+-\` goes with \`=\` only`,
      advice: `Write \`= ${right.trim()}\``,
    };
  }
  const operand = parseOperand(centre, around);
  if ("message" in operand) return operand;
  return distance === undefined
    ? { kind: "compare", operator, right: operand }
    : parseDistance(operand, distance, around);
}

function parseDistance(centre: Operand, text: string, around: Around): Constraint | Advice {
  const written = text.trimEnd();
  const sign = written.endsWith("%") ? "%" : "";
  const amount = written.slice(0, written.length - sign.length).trimEnd();
  const distance = parseOperand(amount, sign === "%" ? { source: around.source, name: around.name } : around);
  if ("message" in distance) return distance;
  if (distance.kind === "number" && distance.text.startsWith("-")) {
    return {
      message: `\`${around.source}\`: a distance is never below zero`,
      advice: `Write \`+- ${distance.text.slice(1)}\``,
    };
  }
  return { kind: "near", centre, distance, percent: sign === "%" };
}

function readOperator(symbol: string): Operator | undefined {
  return (["=", "!=", "<", "<=", ">", ">="] as const).find((operator) => operator === symbol);
}

const meantOperators: Readonly<Record<string, Operator>> = {
  "==": "=",
  "===": "=",
  "=<": "<=",
  "=>": ">=",
  "<>": "!=",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "!==": "!=",
};

function explainOperator(symbol: string, source: string): Advice {
  const meant = meantOperators[symbol];
  if (meant !== undefined) {
    return { message: `\`${source}\`: \`${symbol}\` is not a comparison`, advice: `Write \`${meant}\`` };
  }
  return {
    message: `\`${source}\`: what follows the body is not a constraint`,
    advice:
      "A constraint is one of `=` `!=` `<` `<=` `>` `>=` and one number or captured name, as in `$(int > 3)`; several follow one another, as in `$(int > 0 < 5)`",
  };
}

function parseOperand(text: string, around: Around): Operand | Advice {
  const word = text.trim();
  const number = around.quantity === undefined ? readNumber(word) : readQuantity(around.quantity, word);
  if (number !== undefined && number.kind !== "nan") return { kind: "number", text: word };
  if (word === around.name) {
    return {
      message: `\`${around.source}\` compares \`${word}\` with itself`,
      advice: "Compare with an earlier capture",
    };
  }
  if (number === undefined && isName(word)) {
    return { kind: "capture", name: word };
  }
  if (/\S\s*(?:,|;|&|\band)$/.test(word)) {
    return {
      message: `\`${around.source}\`: \`${word}\` is neither a number nor a captured name`,
      advice: "Nothing stands between two constraints: `$(int > 0 < 5)`",
    };
  }
  return around.quantity === undefined
    ? explainOperand(word, around.source)
    : explainQuantity(word, around.source, around.quantity);
}

function explainQuantity(word: string, source: string, type: QuantityType): Advice {
  const example = { duration: "10ms", size: "3.2MiB" }[type];
  return {
    message: `\`${source}\`: \`${word}\` is no ${type} and no captured name`,
    advice: `The right side is a number with its unit, as \`${example}\`, or one captured name`,
  };
}

function explainOperand(word: string, source: string): Advice {
  if (word === "") {
    return {
      message: `\`${source}\` has a comparison without its right side`,
      advice: "Add a number or a captured name",
    };
  }
  if (word.endsWith("nan")) {
    return { message: `\`${source}\`: nothing equals nan`, advice: "Write `nan` as plain text, outside a hole" };
  }
  return {
    message: `\`${source}\`: \`${word}\` is neither a number nor a captured name`,
    advice:
      "The right side is one number, as `42`, `-0.5` or `0x1f`, or one captured name; `= x +- y` and `= x +- y%` allow a distance",
  };
}
