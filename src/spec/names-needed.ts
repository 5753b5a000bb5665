import { boundNames, definedNames } from "./bound-names.ts";
import { childrenOf, parsePython, type PythonNode } from "./python-tree.ts";

/** The names that an exercise's tests take from its solution. */
export function namesNeeded(solution: string, tests: readonly string[]): readonly string[] {
  const wanted = new Set(tests.flatMap(namesWanted));
  return definedNames(solution).filter((name) => wanted.has(name));
}

/** What a test mentions and does not make itself. */
function namesWanted(test: string): readonly string[] {
  const own = new Set(boundNames(test));
  return namesIn(parsePython(test), test).filter((name) => !own.has(name));
}

function namesIn(node: PythonNode, code: string): readonly string[] {
  if (node.name === "VariableName") return [code.slice(node.from, node.to)];
  return childrenOf(node).flatMap((child) => namesIn(child, code));
}
