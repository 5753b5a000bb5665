/**
 * Makes `dist/`, which ships: what runs for one command in a few files, instead of some 700 modules that Node opens one
 * by one. And `build/`, which does not: the parts of it that bench/, test/soak and test/ahead use
 * by themselves, and what this script makes `dist/` with.
 */
import { copyFile, mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import license from "rollup-plugin-license";

import { leanServices } from "./lean-services.mjs";
import { lazyInput, lazyOutput, loadLazily } from "./lazy-modules.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What stays a package of its own: it is native, found by its name, or loads files of its own. */
const external = [/^node:/, /^zeromq/, /^pyodide/, /^nunjucks/];

const shipped = {
  cli: "src/cli.ts",
  index: "src/index.ts",
  "kernel-thread": "src/kernel/pyodide/worker/main.ts",
  "lesson-process": "src/targets/processes/main.ts",
  "save-thread": "src/engine/save-thread-main.ts",
};

const parts = [
  "src/bridge/bridge.ts",
  "src/client/server.ts",
  "src/kernel/create-message.ts",
  "src/kernel/kernels.ts",
  "src/kernel/zmq/zmq-kernels.ts",
  "src/notebook/precompile-templates.ts",
  "src/pattern/match-pattern.ts",
  "src/pattern/parse-pattern.ts",
  "src/run/lesson-kernel.ts",
  "src/run/work-folder.ts",
];

for (const folder of ["dist", "build"]) await rm(join(root, folder), { recursive: true, force: true });
await bundle("build", Object.fromEntries(parts.map((file) => [basename(file, ".ts"), file])), [leanServices]);
// One for both, since it knows all that it has seen.
const notices = license({ thirdParty: { output: join(root, "dist", "THIRD-PARTY-LICENSES.txt") } });
await bundle("dist", lazyInput, [notices], lazyOutput);
const forShipped = [leanServices, loadLazily(join(root, "dist")), await precompiledTemplates(), notices];
await bundle("dist", shipped, forShipped);

// What runs in the pages of a site. A site names the folder by its content: files in it can have plain names.
const names = ["page", "index-page", "kernel-worker", "service-worker"];
const forPages = Object.fromEntries(names.map((name) => [name, `src/browser/${name}.ts`]));
await bundleForBrowsers(forPages, join("dist", "pages"));

// What figures are drawn with: Node reads these files itself.
const figures = join(root, "dist", "figures");
await mkdir(figures);
for (const file of [
  "@resvg/resvg-wasm/index_bg.wasm",
  "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
  "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf",
  "dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf",
  "dejavu-fonts-ttf/LICENSE",
]) {
  const name = file.endsWith("LICENSE") ? "LICENSE-DejaVu.txt" : basename(file);
  await copyFile(join(root, "node_modules", file), join(figures, name));
}

/** Puts the programs of the shipped templates in the place of the module that has none. */
async function precompiledTemplates() {
  const { precompileTemplates } = await import("../build/precompile-templates.js");
  const module = join(root, "src", "notebook", "precompiled-templates.ts");
  return {
    name: "precompiled-templates",
    load: (id) => (id === module ? { code: precompileTemplates(), moduleType: "js" } : undefined),
  };
}

async function bundle(folder, input, plugins, output = { format: "esm", chunkFileNames: "[name].js" }) {
  const built = await rolldown({
    cwd: root,
    input,
    platform: "node",
    // `using` is newer than Node 20.
    transform: { target: "node20.19" },
    // Some packages are written for a browser's loader in `main`, which no bundler can read.
    resolve: { mainFields: ["module", "main"] },
    external,
    // Of a setting that a page may have: no page, no setting.
    checks: { eval: false, bundlerTimings: false },
    plugins,
  });
  const dir = join(root, folder);
  await built.write({ dir, sourcemap: true, sourcemapExcludeSources: true, ...output });
  await built.close();
}

/** Browsers of the last two years. */
async function bundleForBrowsers(input, folder) {
  const dir = join(root, folder);
  const own = license({ thirdParty: { output: join(dir, "THIRD-PARTY-LICENSES.txt") } });
  const built = await rolldown({
    cwd: root,
    input,
    platform: "browser",
    transform: { target: "es2023" },
    checks: { bundlerTimings: false },
    plugins: [own],
  });
  await built.write({ dir, format: "esm", minify: true, entryFileNames: "[name].js", chunkFileNames: "[name].js" });
  await built.close();
}
