/** A promise that a test settles when it likes. */
export interface Gate {
  readonly open: () => void;
  readonly opened: Promise<void>;
}

/** A gate that is shut. */
export function createGate(): Gate {
  const resolvers: (() => void)[] = [];
  const opened = new Promise<void>((resolve) => {
    resolvers.push(resolve);
  });
  return { open: () => resolvers[0]?.(), opened };
}
