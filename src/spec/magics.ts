import { parsePython } from "./python-tree.ts";

/** The 0-based line of a cell's first magic: `%timeit`, `%%bash`, `!ls`, `files = !ls`; absent where all is Python. */
export function magicLine(code: string): number | undefined {
  const tree = parsePython(code);
  let start = 0;
  for (const [index, line] of code.split("\n").entries()) {
    const sign = /^\s*(?:[\w.,][\w., ]*=\s*)?(?=[%!])/.exec(line);
    // An error: a `%` that goes on with an expression or stands in a string is Python.
    if (sign !== null && tree.resolveInner(start + sign[0].length, 1).type.isError) return index;
    start += line.length + 1;
  }
  return undefined;
}
