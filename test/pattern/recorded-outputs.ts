import recorded from "./fixtures/recorded.json" with { type: "json" };

/** What cells really showed in a kernel, by the cell's name; fixtures/record.py made it. */
export const recordedOutputs: readonly (readonly [name: string, seen: string])[] = recorded.map(
  ({ name, seen }) => [name, seen] as const,
);
