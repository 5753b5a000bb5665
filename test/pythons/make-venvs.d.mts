/** Makes an environment of `VENVS` where it is not there yet; `lacks` says why there is none. */
export function makeVenvOf(
  name: string,
  tell?: (line: string) => void,
): Promise<{ readonly name: string; readonly folder?: string; readonly lacks?: string }>;
