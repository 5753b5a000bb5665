/**
 * Modules that a run needs only for outputs, texts or reports of one kind. `import()` cannot bring them where a function
 * has to answer at once, so what ships has each of them in a CommonJS file of its own, and functions in its place that
 * load it when they are called for the first time.
 */
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** Their functions keep nothing that another copy of the same module would have to know. */
const lazy = [
  "src/check/image-header.ts",
  "src/check/markup-attributes.ts",
  "src/check/picture-difference.ts",
  "src/source/decode-png.ts",
  "hast-util-from-html",
  "hast-util-to-html",
  "hast-util-to-text",
  "mdast-util-from-markdown",
  "mdast-util-gfm-table",
  "mdast-util-gfm-task-list-item",
  "mdast-util-to-hast",
];

const folder = "lazy";

/** What a bundler makes the files of: name → module. */
export const lazyInput = Object.fromEntries(lazy.map((module) => [nameOf(module), module]));

function nameOf(module) {
  return basename(module, ".ts");
}

export const lazyOutput = {
  format: "cjs",
  entryFileNames: `${folder}/[name].cjs`,
  chunkFileNames: `${folder}/[name].cjs`,
};

/** The plugin that puts functions in the place of the modules, once their files are in `dist`. */
export function loadLazily(dist) {
  const exported = new Map(lazy.map((module) => [idOf(module), functionsOf(join(dist, folder), nameOf(module))]));
  return {
    name: "load-lazily",
    load(id) {
      const functions = exported.get(id);
      return functions && { code: standIn(functions), moduleType: "js", moduleSideEffects: false };
    },
  };
}

function idOf(module) {
  return module.startsWith("src/") ? join(root, module) : resolve(module);
}

/** The file and its functions. What else it exports has no stand-in: to import it is an error of the bundler. */
function functionsOf(files, name) {
  const file = `${name}.cjs`;
  const all = Object.entries(createRequire(import.meta.url)(join(files, file)));
  return { file, names: all.filter(([, value]) => typeof value === "function").map(([key]) => key) };
}

function standIn({ file, names }) {
  const functions = names.map((name) =>
    name === "default"
      ? `export default (...given) => module().default(...given);`
      : `export const ${name} = (...given) => module().${name}(...given);`,
  );
  return `import { createRequire } from "node:module";
let loaded;
const module = () => (loaded ??= createRequire(import.meta.url)("./${folder}/${file}"));
${functions.join("\n")}
`;
}
