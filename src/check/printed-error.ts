/** An error that was printed, and the word of it that an expectation has to have to name it. */
export interface PrintedError {
  readonly line: string;
  readonly word: string;
}

/** The first line of a text that reads as an error, of Python, the system or a shell. */
export function findPrintedError(text: string): PrintedError | undefined {
  for (const line of text.split("\n")) {
    const plain = line.replaceAll(ansiColour, "").trimEnd();
    const word = forms.map((form) => form.exec(plain)?.groups?.["word"]).find((found) => found !== undefined);
    if (word !== undefined) return { line: plain, word };
  }
  return undefined;
}

// eslint-disable-next-line no-control-regex -- ANSI colours begin with an escape character
const ansiColour = /\u001B\[[0-9;]*m/g;

const forms: readonly RegExp[] = [
  /^(?<word>Traceback) \(most recent call last\)/,
  /^(?<word>KeyError|SystemExit|KeyboardInterrupt|StopIteration): /,
  // `Error: 0.01` is a measurement, and no message.
  /^(?:\w+\.)*(?<word>\w*(?:Error|Exception)): (?![-+]?[\d.,]+(?:e[-+]?\d+)?\s?%?$)/,
  /^\[(?<word>Errno) \d+\] /,
  /: (?<word>command not found)$/,
];
