const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** The milliseconds of `500ms`, `1.5s`, `2m`; absent for any other text, and for nothing at all. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  if (match === null) return undefined;
  const duration = Math.round(Number(match[1]) * (milliseconds[match[2] ?? ""] ?? 0));
  // A timer holds no more than 31 bits.
  return duration > 0 && duration < 2 ** 31 ? duration : undefined;
}
