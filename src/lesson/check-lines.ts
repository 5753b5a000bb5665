/** One line of a check cell's output: what one test said. */
export interface CheckLine {
  readonly name: string;
  readonly passed: boolean;
  /** The test's message, where it failed. */
  readonly message?: string;
}

/** How a check cell begins the line of a test; `templates/check.py.njk` prints them. */
const PASSED_MARK = "✓";
const FAILED_MARK = "✗";

/** Reads what a check cell printed: `✓ name` or `✗ name: message`, a line for each of the named tests in their order. */
export function parseCheckLines(stdout: string, names: readonly string[]): readonly CheckLine[] {
  const parsed: CheckLine[] = [];
  let rest = stdout.split("\n");
  for (const name of names) {
    const found = rest.findIndex((line) => parseLine(line, name) !== undefined);
    const line = parseLine(rest[found] ?? "", name);
    if (line === undefined) continue;
    parsed.push(line);
    rest = rest.slice(found + 1);
  }
  return parsed;
}

/** A test's name as a check cell prints it: on one line, whatever the author's has. */
export function checkLineName(name: string): string {
  return name.trim().replaceAll(/\s+/g, " ");
}

function parseLine(line: string, name: string): CheckLine | undefined {
  const shown = checkLineName(name);
  if (line === `${PASSED_MARK} ${shown}`) return { name, passed: true };
  const start = `${FAILED_MARK} ${shown}: `;
  return line.startsWith(start) ? { name, passed: false, message: line.slice(start.length) } : undefined;
}
