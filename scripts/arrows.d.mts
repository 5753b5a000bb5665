/** What each part may use besides itself. */
export const arrows: Readonly<Record<string, readonly string[]>>;

/** The lint's configuration with the rules that follow from the arrows in place of those that it had. */
export function withArrows(config: unknown): unknown;
