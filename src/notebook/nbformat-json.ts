/** JSON exactly as Python's `nbformat.write` puts it: keys sorted, one space of indentation, non-ASCII as it is, a final newline. */
export function nbformatJson(value: unknown): string {
  return `${JSON.stringify(value, sortKeys, 1).replaceAll(/\\ud[89a-f][0-9a-f]{2}/g, "\uFFFD")}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // By code unit, as the keys are ASCII: the same as Python's order.
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
