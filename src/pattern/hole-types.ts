import { type QuantityType, quantityRegexes } from "./quantity.ts";

export type HoleType = "int" | "float" | "number" | "hex" | "word" | "string" | QuantityType | "any";

/** What a type of hole reads. */
export interface HoleGrammar {
  /** RE2 syntax, for the whole of what the hole reads. */
  readonly regex: string;
  /** What it reads, in words. */
  readonly meaning: string;
  /** Ends the sentence "the hole needs …". */
  readonly needs: string;
  readonly accepts: readonly string[];
  readonly refuses: readonly string[];
}

// Four digits of exponent hold all that Python's floats and most of its decimals print, and keep exact arithmetic cheap.
const exponent = "[eE][+-]?[0-9]{1,4}";
const int = "[+-]?[0-9]+";
const float = `[+-]?(?:(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:${exponent})?|[0-9]+${exponent}|inf|nan)`;

/** The one table that decides what is a number, a word and so on; docs/expectations.md shows the same. */
export const holeTypes: Readonly<Record<HoleType, HoleGrammar>> = {
  int: {
    regex: int,
    meaning: "a whole number in decimal digits, with or without a sign",
    needs: "a whole number such as 42",
    accepts: ["0", "42", "-7", "+5", "-0", "007", "123456789012345678901234567890"],
    refuses: ["", "4.0", "1e5", "1,000", "1_000", "0x1f", "nan", "- 7", "½", "１", "4L"],
  },
  float: {
    regex: float,
    meaning: "a number with a decimal point or an exponent, or `inf` or `nan`",
    needs: "a number with a decimal point or an exponent, such as 0.5 or 1e-05",
    accepts: ["0.5", "-0.0", "1.", ".5", "1e5", "1e+16", "2.5E-05", "inf", "-inf", "nan"],
    refuses: ["", "3", ".", "1,000.5", "1e", "e5", "NaN", "Infinity", "1.2.3", "1.5j", "0.5f", "1e12345"],
  },
  number: {
    regex: `(?:${float}|${int})`,
    meaning: "what `int` or `float` reads",
    needs: "a number such as 42 or 0.5",
    accepts: ["42", "-7", "-0", "0.5", "1e5", "nan", "-inf"],
    refuses: ["", "1,000", "1_000", "0x1f", "50%", "1+2j", "−5", "ten", "True"],
  },
  hex: {
    regex: "[+-]?0[xX][0-9a-fA-F]+",
    meaning: "a hexadecimal number after `0x`, as `hex()` and addresses print it",
    needs: "a hexadecimal number such as 0x7f",
    accepts: ["0x7f", "0x7F3A00", "-0x1", "0X0", "0x000001F4C0FFEE00"],
    refuses: ["", "7f", "0x", "x7f", "0x7g", "#7f", "42"],
  },
  word: {
    regex: "[\\p{L}\\p{M}\\p{N}_]+",
    meaning: "a run of letters, digits and `_`, as in a Python name",
    needs: "letters, digits or _",
    accepts: ["spam", "LOAD_FAST", "x86_64", "42", "naïve", "名前", "_"],
    refuses: ["", "two words", "Thread-1", "a.b", "it's", "...", "<module>"],
  },
  string: {
    regex: `(?:'(?:[^'\\\\]|\\\\.)*'|"(?:[^"\\\\]|\\\\.)*")`,
    meaning: "a text in quotes, as Python's `repr()` prints it",
    needs: "a text in quotes such as 'spam'",
    accepts: ["'spam'", '"it\'s"', "''", "'a \\' b'", '"\\\\"'],
    refuses: ["", "spam", "'spam", "'it's'", "b'spam'", "`spam`", "“spam”"],
  },
  duration: {
    regex: quantityRegexes.duration,
    meaning:
      "a number with a unit of time: `ns`, `us` or `µs`, `ms`, `s`, `min`, `h`, `d`, also several as in `1min 30s`; a space may stand between the two",
    needs: "a number with a unit of time such as 1.5 ms",
    accepts: ["1.5 ms", "2µs", "2 μs", "300 ns", "1e-3 s", "0s", "1min 30s", "1h 2min 3.5s", "-1 d", ".5 s"],
    refuses: ["", "5", "ms", "5 m", "5 seconds", "1:30", "5  s", "1.5min 30s", "5 MB", "nan s", "1,000 s"],
  },
  size: {
    regex: quantityRegexes.size,
    meaning:
      "a number with a unit of memory: `B`, `kB` or `KB`, `MB`, `GB`, `TB` (each 1000 of the one before), `KiB`, `MiB`, `GiB`, `TiB` (each 1024)",
    needs: "a number with a unit of memory such as 3.2 MiB",
    accepts: ["3.2 MiB", "512B", "4 kB", "4KB", "1e3 GB", "0 B", "-1 TiB"],
    refuses: ["", "5", "MB", "5 Mb", "5 M", "5 bytes", "5 K", "1 MB 2 kB", "5 ms", "inf B"],
  },
  any: {
    regex: ".*?",
    meaning: "any text within the line, also none: as little as lets the rest of the line match",
    needs: "any text",
    accepts: ["", "spam", "two words", "1,000", "<function f at 0x7f>"],
    refuses: ["two\nlines"],
  },
};

/** Whether the text names a type of hole. */
export function isHoleType(text: string): text is HoleType {
  return Object.hasOwn(holeTypes, text);
}
