/** JSON exactly as Python's `nbformat.write` puts it: keys sorted, one space of indentation, non-ASCII as it is, a final newline. */
export function nbformatJson(value: unknown): string {
  return `${JSON.stringify(value, asPython, 1).replaceAll(nonFinite, "$1")}\n`;
}

/** Python writes these, for which JSON has no numbers. No text has half of a surrogate pair any more. */
const nonFinite = /"\\ud800(NaN|-?Infinity)"/g;

function asPython(_key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return `\ud800${value}`;
  if (typeof value === "string") return encodable(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // By code unit, as the keys are ASCII: the same as Python's order.
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** UTF-8 has no bytes for half of a surrogate pair. */
function encodable(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}
