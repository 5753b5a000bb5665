import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { compileTemplate, type TemplateProgram } from "./compile-template.ts";
import type { TemplateLoader } from "./nunjucks-runtime.ts";
import { precompiledTemplates } from "./precompiled-templates.ts";
import { templateDigest } from "./template-digest.ts";

/**
 * Gives templates by their names below the first of these folders that has them, as nunjucks' `FileSystemLoader` does,
 * which its runtime has not. A text that was compiled when nbproof was built is not compiled again, wherever it lies; one
 * that has changed since is.
 */
export function templateLoader(folders: readonly string[]): TemplateLoader {
  return {
    isRelative: (name) => /^\.\.?\//.test(name),
    resolve: (from, to) => resolve(dirname(from), to),
    getSource(name) {
      const path = folders
        .map((folder) => ({ folder: resolve(folder), path: resolve(folder, name) }))
        .find((place) => place.path.startsWith(place.folder) && existsSync(place.path))?.path;
      if (path === undefined) return null;
      return { src: { type: "code", obj: programOf(readFileSync(path, "utf8"), path) }, path, noCache: false };
    },
  };
}

function programOf(text: string, path: string): TemplateProgram {
  return precompiledTemplates[templateDigest(text)] ?? compileTemplate(text, path);
}
