/** Splits text as Python's `str.splitlines(keepends=True)` does, which is how nbformat stores it. */
export function pythonLines(text: string): readonly string[] {
  return text.match(LINE) ?? [];
}

// https://docs.python.org/3/library/stdtypes.html#str.splitlines
const ENDS = "\\n\\v\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029";
const LINE = new RegExp(`[^${ENDS}]*(?:\\r\\n|[${ENDS}])|[^${ENDS}]+$`, "g");
