/** A point in a source file, as editors and compilers count it. */
export interface SourcePlace {
  /** The file as the user would name it: relative to the working directory where that is shorter. */
  readonly file: string;
  /** 1-based line. */
  readonly line: number;
  /** 1-based column, in UTF-16 code units. */
  readonly column: number;
  /** 1-based column after the last character, where the place is a range within its line. */
  readonly endColumn?: number;
  /** In a notebook, whose file nobody reads as it stands: the same point as its reader counts. */
  readonly cell?: CellPlace;
}

/** A point in a cell of a notebook. */
export interface CellPlace {
  /** 1-based, among all cells of the notebook. */
  readonly number: number;
  /** The cell's id, where its nbformat has one. */
  readonly id?: string;
  /** Which of its texts; `metadata` is read in the file itself. */
  readonly part: "source" | "output" | "stderr" | "error" | "metadata";
  /** 1-based in that text, and so are the columns. */
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

/** Text that an author wrote in a YAML file, with the place where each of its lines begins there. */
export interface SourceText {
  readonly value: string;
  /** The place of the first character of each line of `value`; never empty. */
  readonly starts: readonly SourcePlace[];
}

/** The place in the YAML file of a line and column (both 0-based) of the text. */
export function placeInText(text: SourceText, line: number, column = 0, endColumn?: number): SourcePlace {
  const start = text.starts[Math.min(line, text.starts.length - 1)] ?? { file: "", line: 1, column: 1 };
  const { file, line: startLine, column: startColumn, cell } = start;
  const place = { file, line: startLine, ...columnsFrom(startColumn, column, endColumn) };
  return cell === undefined ? place : { ...place, cell: { ...cell, ...columnsFrom(cell.column, column, endColumn) } };
}

/** The place in the YAML file of a part of the text, by offsets. */
export function placeAtOffset(text: SourceText, from: number, to: number): SourcePlace {
  const line = text.value.slice(0, from).split("\n").length - 1;
  const column = from - (text.value.lastIndexOf("\n", from - 1) + 1);
  const isOneLine = !text.value.slice(from, to).includes("\n");
  return placeInText(text, line, column, isOneLine ? column + to - from : undefined);
}

function columnsFrom(start: number, column: number, end?: number): Pick<SourcePlace, "column" | "endColumn"> {
  const point = { column: start + column };
  return end === undefined ? point : { ...point, endColumn: start + end };
}

/** The place as it is shown: that of a cell names the cell in place of its line in the file. */
export function shownPlace(place: SourcePlace): SourcePlace {
  const { cell, ...inFile } = place;
  if (cell === undefined || cell.part === "metadata") return inFile;
  const { line, column, endColumn } = cell;
  const point = { file: cellSourceName(place.file, cell), line, column };
  return endColumn === undefined ? point : { ...point, endColumn };
}

/** How a cell's text is named: `some.ipynb:cell 3 (a1b2c3d4)`, `some.ipynb:cell 3 (a1b2c3d4) output`. */
export function cellSourceName(file: string, { number, id, part }: Pick<CellPlace, "number" | "id" | "part">): string {
  const words = [`cell ${number}`, ...(id === undefined ? [] : [`(${id})`]), ...(part === "source" ? [] : [part])];
  return `${file}:${words.join(" ")}`;
}
