import { nearest } from "../basics/nearest.ts";

/** What other formats call a key of ours: Jupyter's, Jupytext's, nbgrader's, and plain words for it. */
export const otherWords: Readonly<Record<string, string>> = {
  markdown: "prose",
  md: "prose",
  text: "prose",
  cell: "code",
  source: "code",
  python: "code",
  output: "expect",
  outputs: "expect",
  expected: "expect",
  expects: "expect",
  prints: "expect",
  result: "expect",
  prediction: "predict",
  image: "figure",
  picture: "figure",
  multiple_choice: "quiz",
  task: "exercise",
  assignment: "exercise",
  test: "tests",
  check: "tests",
  checks: "tests",
  asserts: "tests",
  hint: "hints",
  template: "starter",
  stub: "starter",
  options: "choices",
  license: "licence",
  author: "authors",
  description: "summary",
};

/** Which of the keys that there are was meant by one that there is not; nothing where none comes near. */
export function meantKey(key: string, known: readonly string[]): string | undefined {
  const near = nearest(key, known);
  if (near !== undefined) return near;
  const other = Object.hasOwn(otherWords, key.toLowerCase()) ? otherWords[key.toLowerCase()] : undefined;
  return other !== undefined && known.includes(other) ? other : undefined;
}
