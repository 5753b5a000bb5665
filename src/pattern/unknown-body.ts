import { holeTypes, isHoleType } from "./hole-types.ts";
import { nearest } from "../basics/nearest.ts";

/** What is wrong with a hole, and what to do. */
export interface Advice {
  readonly message: string;
  readonly advice: string;
}

/** How to get out of a hole that was never meant. */
export const literalAdvice = "`$$(` stands for a literal `$(`";

const typeNames = Object.keys(holeTypes);

const otherNames: Readonly<Record<string, string>> = {
  integer: "int",
  digit: "int",
  digits: "int",
  double: "float",
  decimal: "float",
  num: "number",
  address: "hex",
  id: "int",
  name: "word",
  identifier: "word",
  str: "string",
  repr: "string",
  text: "any",
  rest: "any",
  "*": "any",
  "...": "any",
  "…": "any",
  bool: "True|False",
  boolean: "True|False",
};

/** Why a text cannot be the name of a capture; nothing where it can, or where there is none. */
export function checkName(name: string | undefined, source: string): Advice | undefined {
  if (name === undefined) return undefined;
  if (isHoleType(name) || name === "inf" || name === "nan") {
    return {
      message: `\`${source}\`: \`${name}\` is reserved and cannot name a capture`,
      advice: "Choose another name",
    };
  }
  if (isName(name)) return undefined;
  if (name === "") return { message: `\`${source}\` lacks a name`, advice: "A name is letters, digits and `_`" };
  return {
    message: `\`${source}\`: \`${name}\` cannot name a capture`,
    advice: "A name is letters, digits and `_`, and begins with no digit; among alternatives `\\:` stands for a colon",
  };
}

/** Whether the text has the form of a capture's name. */
export function isName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(text) && !isHoleType(text);
}

/** What to say of a body that is no type, no regular expression and no list of alternatives. */
export function explainUnknownBody(content: string, source: string): Advice {
  const word = content.split(/[=!<>]/, 1)[0]?.trim() ?? "";
  if (word === "") return { message: `\`${source}\` does not say what it reads`, advice: listOfBodies };
  const meant = otherNames[word.toLowerCase()] ?? nearest(word, typeNames);
  const message = `\`${source}\`: \`${word}\` is not a type of hole`;
  if (meant !== undefined)
    return { message, advice: `Did you mean \`${source.replace(word, meant)}\`? Else ${literalAdvice}` };
  if (isName(word)) {
    return {
      message,
      advice: `\`$(=${word})\` is the text captured as \`${word}\`; the types are ${types}; ${literalAdvice}`,
    };
  }
  return { message, advice: listOfBodies };
}

const types = typeNames.map((name) => `\`${name}\``).join(" ");
const listOfBodies = `Write a type (${types}), alternatives such as \`$(yes|no)\` or a regular expression such as \`$(/[a-z]+/)\`; ${literalAdvice}`;
