/** `3 cells: 4, 5, 9`; the first of many. */
export function listCells(numbers: readonly number[]): string {
  const shown = numbers.slice(0, most).join(", ");
  return `${numbers.length} ${numbers.length === 1 ? "cell" : "cells"}: ${shown}${numbers.length > most ? ", …" : ""}`;
}

const most = 20;
