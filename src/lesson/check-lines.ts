/** One line of a check cell's output: what one test said. */
export interface CheckLine {
  readonly name: string;
  readonly passed: boolean;
  /** The test's message, where it failed. */
  readonly message?: string;
}

/** How a check cell begins the line of a test; `templates/check.py.njk` prints them. */
export const PASSED_MARK = "✓";
export const FAILED_MARK = "✗";

/** Reads what a check cell printed: `✓ name` or `✗ name: message`, one line for each of the named tests. */
export function parseCheckLines(stdout: string, names: readonly string[]): readonly CheckLine[] {
  const lines = stdout.split("\n");
  return names.flatMap((name): CheckLine[] => {
    if (lines.includes(`${PASSED_MARK} ${name}`)) return [{ name, passed: true }];
    const start = `${FAILED_MARK} ${name}: `;
    const failed = lines.find((line) => line.startsWith(start));
    return failed === undefined ? [] : [{ name, passed: false, message: failed.slice(start.length) }];
  });
}
