/** A Markdown table of medians, each beside its ratio to nbproof's. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function printTable(title, head, rows) {
  console.log(`\n### ${title}\n`);
  console.log(`| ${head.join(" | ")} |\n|-${"|-:".repeat(head.length - 1)}|`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}

export function ratio(value, to) {
  return (value / to).toFixed(2);
}
