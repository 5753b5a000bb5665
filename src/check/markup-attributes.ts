import { fromHtml } from "hast-util-from-html";
import { find, html, svg } from "property-information";

import { withoutDefinitions } from "./markup-text.ts";

type Root = ReturnType<typeof fromHtml>;
type Node = Root | Root["children"][number];

/** All values of an attribute in HTML or SVG, in the document's order. */
export function markupAttributes(markup: string, name: string): readonly string[] {
  const properties = [find(html, name).property, find(svg, name).property];
  return valuesIn(fromHtml(withoutDefinitions(markup), { fragment: true }), properties);
}

function valuesIn(node: Node, properties: readonly string[]): readonly string[] {
  const own = node.type === "element" ? properties.map((property) => node.properties[property]) : [];
  const value = own.find((each) => each !== undefined && each !== null && each !== false);
  const inner = "children" in node ? node.children.flatMap((child) => valuesIn(child, properties)) : [];
  return value === undefined || value === null ? inner : [textOf(value), ...inner];
}

/** What stands between the quotes; nothing for an attribute that is simply there. */
function textOf(value: string | number | boolean | readonly (string | number)[]): string {
  if (typeof value === "object") return value.join(" ");
  return value === true ? "" : String(value);
}
