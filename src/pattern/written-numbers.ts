import { agreesAsWritten, readNumber } from "./exact-number.ts";

// A number with a decimal point that is not part of a word, of a version such as 3.12.1 or of a longer number.
const writtenNumber = /((?<![\p{L}\p{N}_.])[+-]?[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]{1,4})?(?![\p{L}\p{N}_]|\.[0-9]))/u;

/** The text in pieces: plain text and, at the odd places, each number that is written with a decimal point. */
export function splitAtNumbers(text: string): readonly string[] {
  return text.split(writtenNumber);
}

/** Whether the texts differ at most in decimals that the expected one leaves off. */
export function agreeAsWritten(expected: string, actual: string): boolean {
  const [pieces, others] = [splitAtNumbers(expected), splitAtNumbers(actual)];
  return (
    pieces.length === others.length &&
    pieces.every((piece, index) => piece === others[index] || (index % 2 === 1 && numbersAgree(piece, others[index])))
  );
}

/** Whether the text is a number that is the written one, rounded or cut off to as many decimals as it has. */
export function numbersAgree(written: string, text = ""): boolean {
  const [expected, actual] = [readNumber(written), readNumber(text)];
  return expected !== undefined && actual !== undefined && agreesAsWritten(actual, expected);
}
