import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

import { parseAst } from "rolldown/parseAst";
import { expect, it } from "vitest";

const source = resolve("src");

it("src/index.ts exports every type that an export mentions, and values of src/api alone", () => {
  const exports = exportsOf(resolve(source, "index.ts"));
  const exported = new Set(exports.map(keyOf));
  const mentioned = new Set<string>();
  for (const each of exports) collect(each, mentioned);

  expect([...mentioned].filter((key) => !exported.has(key))).toEqual([]);
  expect(exports.filter(({ isType }) => !isType).map(keyOf)).toEqual([
    "api/build-course.ts buildCourse",
    "api/read-course.ts readCourse",
    "api/read-course.ts SeveralCoursesError",
    "api/render-report.ts renderReport",
    "api/start-bridge.ts startBridge",
    "api/validate.ts validate",
  ]);
  // These were found by way of others: types that are not seen would make it green.
  const distant = ["kernel/kernel.ts KernelExit", "model/facts.ts Facts", "pattern/pattern.ts Operand"];
  expect([...mentioned]).toEqual(expect.arrayContaining(distant));
});

type Node = Readonly<Record<string, unknown>>;

interface Name {
  readonly file: string;
  readonly name: string;
}

function keyOf({ file, name }: Name): string {
  return `${relative(source, file)} ${name}`;
}

function exportsOf(file: string): readonly (Name & { readonly isType: boolean })[] {
  return statementsOf(file).flatMap(({ type, source: from, specifiers, exportKind }) => {
    expect(type).toBe("ExportNamedDeclaration");
    return nodes(specifiers).map((specifier) => ({
      file: pathOf(file, from),
      name: nameOf(specifier["local"]),
      isType: exportKind === "type" || specifier["exportKind"] === "type",
    }));
  });
}

/** All types of ours that a declaration mentions, and those that these mention. */
function collect({ file, name }: Name, into: Set<string>): void {
  const declaration = declarationOf(file, name);
  if (declaration === undefined) throw new Error(`${file} declares no ${name}`);
  for (const mentioned of namesIn(declaration)) {
    const found = declarationOf(file, mentioned) === undefined ? importOf(file, mentioned) : { file, name: mentioned };
    if (found === undefined || into.has(keyOf(found))) continue;
    into.add(keyOf(found));
    collect(found, into);
  }
}

function declarationOf(file: string, name: string): Node | undefined {
  return statementsOf(file)
    .map((statement) => (isNode(statement["declaration"]) ? statement["declaration"] : statement))
    .find(({ id }) => isNode(id) && id["name"] === name);
}

/** Where a name of another file of ours comes from; a type parameter, or a type of a library, from nowhere. */
function importOf(file: string, name: string): Name | undefined {
  for (const { type, source: from, specifiers } of statementsOf(file)) {
    if (type !== "ImportDeclaration" || !isNode(from) || !String(from["value"]).startsWith(".")) continue;
    const specifier = nodes(specifiers).find(({ local }) => nameOf(local) === name);
    if (specifier !== undefined) return { file: pathOf(file, from), name: nameOf(specifier["imported"]) };
  }
  return undefined;
}

/** The names of types in what a reader of a declaration sees: no body, nothing private. */
function namesIn(node: Node): readonly string[] {
  const { type, key, typeName, expression, superClass } = node;
  if (type === "BlockStatement" || (isNode(key) && key["type"] === "PrivateIdentifier")) return [];
  const own = type === "TSTypeReference" ? typeName : type === "TSInterfaceHeritage" ? expression : superClass;
  return [...(isNode(own) ? [nameOf(own)] : []), ...Object.values(node).flatMap(nodes).flatMap(namesIn)];
}

const parsed = new Map<string, readonly Node[]>();

function statementsOf(file: string): readonly Node[] {
  const statements = parsed.get(file) ?? nodes(parseAst(readFileSync(file, "utf8"), { lang: "ts" }).body);
  parsed.set(file, statements);
  return statements;
}

function pathOf(file: string, from: unknown): string {
  return resolve(dirname(file), isNode(from) ? String(from["value"]) : "");
}

function nameOf(identifier: unknown): string {
  return isNode(identifier) ? String(identifier["name"]) : "";
}

function nodes(value: unknown): readonly Node[] {
  return [value].flat().filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
