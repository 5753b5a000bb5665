import { createRequire } from "node:module";
import type nunjucks from "nunjucks";

import { placeFaults } from "./place-faults.ts";

/** What nunjucks makes of a template: the functions that render it and its blocks. */
export type TemplateProgram = object;

/** How nunjucks reads and renders templates, whatever they are for. */
export const templateOptions: Readonly<nunjucks.ConfigureOptions> = {
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
};

/** Compiles a template that lies at `path`. Throws what nunjucks says of one that it cannot read. */
export function compileTemplate(text: string, path: string): TemplateProgram {
  // As nunjucks itself does.
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function(templateCode(text, path))();
}

/** The body of a function that gives a template's program; `name` is what it says that its own includes are named from. */
export function templateCode(text: string, name: string): string {
  const { Environment, compiler, precompileString } = loadNunjucks();
  placeFaults(compiler.Compiler.prototype);
  const env = new Environment([], templateOptions);
  return precompileString(text, { name, env, wrapper: ([only]) => only.template });
}

/** All of nunjucks: few runs need it, and it takes longer to load than what they need. */
function loadNunjucks(): typeof nunjucks {
  return createRequire(import.meta.url)("nunjucks");
}
