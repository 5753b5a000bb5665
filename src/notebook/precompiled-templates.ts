import type { TemplateProgram } from "./compile-template.ts";

/**
 * The programs of the shipped templates, each by the digest of its text. From source there are none: `npm run build` puts
 * the module that `precompile-templates.ts` writes in the place of this one.
 */
export const precompiledTemplates: Readonly<Record<string, TemplateProgram>> = {};
