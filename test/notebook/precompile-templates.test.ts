import { readFile } from "node:fs/promises";

import { expect, it } from "vitest";

import { compileTemplate, type TemplateProgram } from "../../src/notebook/compile-template.ts";
import { precompileTemplates } from "../../src/notebook/precompile-templates.ts";
import { listTemplates, shippedTemplate } from "../../src/notebook/shipped-templates.ts";
import { templateDigest } from "../../src/notebook/template-digest.ts";

interface Precompiled {
  readonly precompiledTemplates: Readonly<Record<string, TemplateProgram>>;
}

const codeOf = (program: TemplateProgram): readonly string[] =>
  Object.entries(program).map(([name, part]) => `${name}: ${String(part)}`);

it("precompileTemplates() gives each shipped template what compiling it gives", async () => {
  const module = `data:text/javascript,${encodeURIComponent(precompileTemplates())}`;
  const { precompiledTemplates }: Precompiled = await import(module);
  const compiled = listTemplates().map(async (name) => {
    const text = await readFile(shippedTemplate(name), "utf8");
    return [templateDigest(text), codeOf(compileTemplate(text, name))];
  });
  expect(Object.entries(precompiledTemplates).map(([digest, program]) => [digest, codeOf(program)])).toEqual(
    await Promise.all(compiled),
  );
});

// What is precompiled does not know where it lies.
it.each(listTemplates())("%s names other templates from the theme's folder", async (name) => {
  expect(await readFile(shippedTemplate(name), "utf8")).not.toMatch(
    /\{%-?\s*(?:include|extends|import|from)\s+["']\.{1,2}\//,
  );
});
