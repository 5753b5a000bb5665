/** A point in a source file, as editors and compilers count it. */
export interface Place {
  /** The file as the user would name it: relative to the working directory where that is shorter. */
  readonly file: string;
  /** 1-based line. */
  readonly line: number;
  /** 1-based column, in UTF-16 code units. */
  readonly column: number;
  /** 1-based column after the last character, where the place is a range within its line. */
  readonly endColumn?: number;
}

/** Text that an author wrote in a YAML file, with the place where each of its lines begins there. */
export interface Text {
  readonly value: string;
  /** The place of the first character of each line of `value`; never empty. */
  readonly starts: readonly Place[];
}

/** The place in the YAML file of a line and column (both 0-based) of the text. */
export function placeInText(text: Text, line: number, column = 0, endColumn?: number): Place {
  const start = text.starts[Math.min(line, text.starts.length - 1)] ?? { file: "", line: 1, column: 1 };
  const place = { file: start.file, line: start.line, column: start.column + column };
  return endColumn === undefined ? place : { ...place, endColumn: start.column + endColumn };
}
