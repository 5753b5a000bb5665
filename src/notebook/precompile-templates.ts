import { readFileSync } from "node:fs";

import { templateCode } from "./compile-template.ts";
import { listTemplates, shippedTemplate } from "./shipped-templates.ts";
import { templateDigest } from "./template-digest.ts";

/** The module that stands in dist/ in the place of `precompiled-templates.ts`: what nunjucks makes of each shipped template. */
export function precompileTemplates(): string {
  const programs = listTemplates().map((name) => {
    const text = readFileSync(shippedTemplate(name), "utf8");
    return `// ${name}\n"${templateDigest(text)}": (() => {\n${templateCode(text, name)}\n})(),\n`;
  });
  return `export const precompiledTemplates = {\n${programs.join("")}};\n`;
}
