import { dirname, resolve } from "node:path";

import ts from "typescript5";
import { expect, it } from "vitest";

const source = resolve("src");
const index = resolve("src/index.ts");

it("src/index.ts exports every type that an export mentions, and functions of src/api alone", () => {
  const program = programOf(index);
  const checker = program.getTypeChecker();
  const exported = new Map(exportsOf(program, checker).map((symbol) => [symbol, symbol.name]));
  const mentioned = new Set<ts.Symbol>();
  for (const symbol of exported.keys()) collect(symbol, checker, mentioned);

  expect([...mentioned].filter((symbol) => !exported.has(symbol)).map(({ name }) => name)).toEqual([]);
  const values = [...exported.keys()].filter(({ flags }) => (flags & ts.SymbolFlags.Value) !== 0);
  expect(values.map(fileOf).filter((file) => !file.startsWith(`${source}/api/`))).toEqual([]);
  // It would be red for a type that is not there: these were found by way of others.
  expect([...mentioned].map(({ name }) => name)).toEqual(expect.arrayContaining(["Facts", "KernelExit", "Operand"]));
});

/** Of our own files alone, without the standard library: names are followed, and nothing is checked. */
function programOf(file: string): ts.Program {
  const options: ts.CompilerOptions = { allowImportingTsExtensions: true, noLib: true, types: [] };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const path = resolve(dirname(from), text);
      const isOurs = text.startsWith(".");
      return { resolvedModule: isOurs ? { resolvedFileName: path, extension: ts.Extension.Ts } : undefined };
    });
  return ts.createProgram([file], options, host);
}

function exportsOf(program: ts.Program, checker: ts.TypeChecker): readonly ts.Symbol[] {
  const file = program.getSourceFile(index);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error("src/index.ts is no module");
  return checker.getExportsOfModule(module).map((symbol) => checker.getAliasedSymbol(symbol));
}

/** All types of ours that a declaration mentions, those that these mention too. */
function collect(symbol: ts.Symbol, checker: ts.TypeChecker, into: Set<ts.Symbol>): void {
  for (const declaration of symbol.declarations ?? []) {
    for (const name of namesIn(declaration)) {
      const named = checker.getSymbolAtLocation(name);
      const found = named && named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
      if (found === undefined || found.flags & ts.SymbolFlags.TypeParameter || into.has(found)) continue;
      if (!fileOf(found).startsWith(`${source}/`)) continue;
      into.add(found);
      collect(found, checker, into);
    }
  }
}

/** The names of types in what a reader of the declaration sees: no body, nothing private. */
function namesIn(node: ts.Node): readonly ts.Identifier[] {
  if (ts.isBlock(node) || ts.isPrivateIdentifier(node)) return [];
  const own = ts.isIdentifier(node) && isType(node.parent) ? [node] : [];
  return [...own, ...childrenOf(node).flatMap(namesIn)];
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}

function isType(node: ts.Node): boolean {
  return ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node);
}

function fileOf({ declarations = [] }: ts.Symbol): string {
  return declarations[0]?.getSourceFile().fileName ?? "";
}
