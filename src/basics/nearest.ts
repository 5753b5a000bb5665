/** The candidate that differs from the word by a slip or two of the keyboard, if any does. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const allowed = word.length <= 3 ? 1 : 2;
  const rated = candidates.map((candidate) => ({
    candidate,
    slips: slipsBetween(word.toLowerCase(), candidate.toLowerCase()),
  }));
  return rated.filter(({ slips }) => slips <= allowed && slips < word.length).sort((a, b) => a.slips - b.slips)[0]
    ?.candidate;
}

/** Letters added, left out, changed or swapped with their neighbour (optimal string alignment). */
function slipsBetween(from: string, to: string): number {
  const distances = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => distances[row]?.[column] ?? Infinity;
  for (let row = 1; row <= from.length; row += 1) {
    distances.push([row]);
    for (let column = 1; column <= to.length; column += 1) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      distances[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + changed,
          swapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(from.length, to.length);
}
