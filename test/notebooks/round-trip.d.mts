export interface RoundTrip {
  readonly notebooks: number;
  readonly cells: number;
  readonly altered: number;
  /** As it is, never executed, altered: how many the first run wrote, and how many it had to leave. */
  readonly writes: readonly { readonly written: number; readonly left: number }[];
  /** What did not go as it should, a line each. */
  readonly problems: readonly string[];
}

export function roundTrip(options: {
  readonly names?: readonly string[];
  readonly seeds: readonly number[];
  readonly tell?: (line: string) => void;
}): Promise<RoundTrip>;

export function allSources(): Promise<readonly string[]>;
