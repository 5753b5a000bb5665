import { childrenOf, parsePython, type PythonNode } from "./python-tree.ts";

/** The global names that a cell's code leaves bound, each once, in the order of their first binding. */
export function boundNames(code: string): readonly string[] {
  const names = new Set<string>();
  visit({ code, names, isGlobal: () => true }, parsePython(code));
  return [...names];
}

/** The same without those that an import binds. */
export function definedNames(code: string): readonly string[] {
  const names = new Set<string>();
  visit({ code, names, isGlobal: () => true, passOver: "ImportStatement" }, parsePython(code));
  return [...names];
}

interface Scope {
  readonly code: string;
  readonly names: Set<string>;
  /** Whether a name that is bound here is a global one. */
  readonly isGlobal: (name: string) => boolean;
  /** A kind of node that is not looked at. */
  readonly passOver?: string;
}

function visit(scope: Scope, node: PythonNode): void {
  if (node.name === scope.passOver) return;
  const children = childrenOf(node);
  for (const target of targetsOf(node, children)) bind(scope, target);
  const inner = scopes.has(node.name) ? innerScope(scope, node) : scope;
  for (const child of children) visit(inner, child);
}

/** What a statement or expression binds. `except … as` is left out: Python unbinds its name when the block ends. */
function targetsOf(node: PythonNode, children: readonly PythonNode[]): readonly PythonNode[] {
  switch (node.name) {
    case "AssignStatement":
      return children.slice(0, lastIndexOf(children, "AssignOp"));
    case "UpdateStatement":
      return children.slice(0, lastIndexOf(children, "UpdateOp"));
    case "FunctionDefinition":
    case "ClassDefinition":
    case "TypeDefinition":
    case "NamedExpression":
      return children.filter((child) => child.name === "VariableName").slice(0, 1);
    case "ForStatement":
      return children.slice(firstIndexOf(children, "for") + 1, firstIndexOf(children, "in"));
    case "WithStatement":
    case "AsPattern":
      return children.filter((_child, index) => children[index - 1]?.name === "as");
    case "ImportStatement":
      return importedNames(children);
    case "CapturePattern":
      return children;
    default:
      return [];
  }
}

function firstIndexOf(nodes: readonly PythonNode[], name: string): number {
  return nodes.findIndex((node) => node.name === name);
}

function lastIndexOf(nodes: readonly PythonNode[], name: string): number {
  return Math.max(
    0,
    nodes.findLastIndex((node) => node.name === name),
  );
}

/** `import os.path` binds `os`; a name after `as` stands for what is before it. */
function importedNames(children: readonly PythonNode[]): readonly PythonNode[] {
  const names: PythonNode[] = [];
  let expected = false;
  for (const child of children.slice(firstIndexOf(children, "import"))) {
    if (child.name === "import" || child.name === ",") expected = true;
    else if (child.name === "as") names.pop();
    if (child.name === "as") expected = true;
    else if (child.name === "VariableName" && expected) {
      names.push(child);
      expected = false;
    }
  }
  return names;
}

const sequences: ReadonlySet<string> = new Set(["TupleExpression", "ArrayExpression", "ParenthesizedExpression"]);

function bind(scope: Scope, target: PythonNode): void {
  if (sequences.has(target.name)) for (const child of childrenOf(target)) bind(scope, child);
  if (target.name !== "VariableName") return;
  const name = scope.code.slice(target.from, target.to);
  if (scope.isGlobal(name)) scope.names.add(name);
}

const scopes: ReadonlySet<string> = new Set(["FunctionDefinition", "ClassDefinition", "LambdaExpression"]);

/** Within a function or class only the names that it declares `global` are. */
function innerScope(scope: Scope, definition: PythonNode): Scope {
  const declared = new Set(globalDeclarations(scope.code, definition));
  return { ...scope, isGlobal: (name) => declared.has(name) };
}

function globalDeclarations(code: string, node: PythonNode): readonly string[] {
  return childrenOf(node).flatMap((child) => {
    if (scopes.has(child.name)) return [];
    if (child.name !== "ScopeStatement") return globalDeclarations(code, child);
    const [keyword, ...names] = childrenOf(child);
    return keyword?.name === "global" ? names.map((name) => code.slice(name.from, name.to)) : [];
  });
}
