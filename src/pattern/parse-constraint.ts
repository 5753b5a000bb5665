import { readNumber } from "./exact-number.ts";
import type { Constraint, Operand, Operator } from "./pattern.ts";
import { type Advice, isName } from "./unknown-body.ts";

interface Around {
  /** The column where the text begins in its line. */
  readonly start: number;
  /** The hole. */
  readonly source: string;
  /** The hole's own name. */
  readonly name: string | undefined;
}

/** Reads what follows a hole's body: `> 3`, `!= a`, `= 0.5 +- 10%`. */
export function parseConstraint(text: string, around: Around): Constraint | Advice {
  const [, before = "", symbol = "", right = ""] = /^(\s*)([=!<>~≤≥≠]*)(.*)$/u.exec(text) ?? [];
  const source = text.trim();
  const operator = readOperator(symbol);
  if (operator === undefined) return explainOperator(symbol, around.source);
  const start = around.start + before.length + symbol.length;
  const [centreText = "", distanceText] = right.split("+-", 2);
  const centre = parseOperand(centreText, { ...around, start });
  if ("message" in centre) return centre;
  if (distanceText === undefined) return { kind: "compare", operator, right: centre, source };
  const [, amount = "", sign] = /^(.*?)\s*(%?)\s*$/.exec(distanceText) ?? [];
  const distance = parseOperand(amount, { ...around, start: start + centreText.length + 2 });
  if ("message" in distance) return distance;
  return operator === "="
    ? { kind: "near", centre, distance, percent: sign === "%", source }
    : { message: `\`${around.source}\`: \`+-\` goes with \`=\` only`, advice: `Write \`= ${right.trim()}\`` };
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
    advice: "A constraint is one of `=` `!=` `<` `<=` `>` `>=` and one number or captured name, as in `$(int > 3)`",
  };
}

function parseOperand(text: string, around: Around): Operand | Advice {
  const word = text.trim();
  const number = readNumber(word);
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
  return explainOperand(word, around.source);
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
