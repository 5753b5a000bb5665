/** Python that the runner executes silently, in a namespace of its own, so that nothing of it reaches the lesson's. */
export function isolated(code: string): string {
  // JSON's string escapes are Python's as long as the text is ASCII, and ours is.
  return `exec(${JSON.stringify(code)}, {})`;
}

/** A value as a Python string of JSON. */
export function pythonJson(value: unknown): string {
  return JSON.stringify(JSON.stringify(value));
}
