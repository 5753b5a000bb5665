import { expect, it } from "vitest";

import { globOf } from "../../src/pattern/glob.ts";

it.each([
  ["a.ipynb", ["a.ipynb"], ["b/a.ipynb", "aXipynb"]],
  ["drafts", ["drafts", "drafts/a.ipynb", "drafts/b/c.ipynb"], ["drafts2/a.ipynb", "a/drafts/b.ipynb"]],
  ["./drafts/", ["drafts/a.ipynb"], ["draft"]],
  ["*.ipynb", ["a.ipynb"], ["b/a.ipynb"]],
  ["**/a-?.ipynb", ["a-1.ipynb", "b/c/a-2.ipynb"], ["a-10.ipynb", "b/xa-1.ipynb"]],
  ["a/**/b", ["a/b", "a/c/d/b", "a/b/e.ipynb"], ["ab", "a/xb"]],
  ["a/**", ["a/b", "a/b/c"], ["b"]],
  ["{a,b*}/c", ["a/c", "b2/c"], ["d/c"]],
  ["(a+)[1].ipynb", ["(a+)[1].ipynb"], ["aa1.ipynb"]],
])("globOf(%j) means what it should", (pattern, meant, others) => {
  const isMeant = globOf(pattern);
  expect(meant.filter((path) => !isMeant(path))).toEqual([]);
  expect(others.filter(isMeant)).toEqual([]);
});
