import { createRequire } from "node:module";
import type nunjucks from "nunjucks";

import type { TemplateProgram } from "./compile-template.ts";

/** Where templates come from: nunjucks' types leave out that they may be compiled, and that names may be relative. */
export interface TemplateLoader {
  isRelative(name: string): boolean;
  resolve(from: string, to: string): string;
  getSource(name: string): TemplateSource | null;
}

interface TemplateSource {
  readonly src: { readonly type: "code"; readonly obj: TemplateProgram };
  readonly path: string;
  readonly noCache: boolean;
}

interface Runtime {
  readonly Environment: new (loader: TemplateLoader, options: nunjucks.ConfigureOptions) => nunjucks.Environment;
  readonly runtime: typeof nunjucks.runtime;
}

/**
 * nunjucks without its lexer, parser and compiler: what renders templates that are compiled already. It is required,
 * because of a package that is imported Node looks for the names of its exports first, which takes longer than all else.
 */
export const nunjucksRuntime: Runtime = createRequire(import.meta.url)("nunjucks/browser/nunjucks-slim.min.js");
