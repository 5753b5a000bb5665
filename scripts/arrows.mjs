/** Which part may import what: makes the rules for it in .oxlintrc.json (`npm run arrows`); see docs/architecture.md. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** What each part may use besides itself. */
export const arrows = {
  basics: [],
  package: [],
  markdown: [],
  pattern: ["basics"],
  source: ["basics"],
  lesson: ["pattern", "source", "basics"],
  model: ["lesson", "pattern", "source", "basics"],
  spec: ["lesson", "markdown", "pattern", "source", "basics"],
  settings: ["spec", "lesson", "pattern", "source", "basics"],
  notebook: ["lesson", "markdown", "pattern", "source", "package", "basics"],
  ipynb: ["spec", "notebook", "lesson", "model", "pattern", "source", "basics"],
  embedded: [],
  kernel: ["embedded", "package", "basics"],
  bridge: ["kernel", "basics"],
  client: ["model", "lesson", "basics"],
  run: ["client", "model", "lesson", "basics"],
  check: ["model", "lesson", "pattern", "source", "basics"],
  record: ["check", "model", "lesson", "pattern", "source", "basics"],
  report: ["model", "lesson", "source", "basics"],
  display: ["model", "lesson", "basics"],
  outputs: ["check", "notebook", "ipynb", "model", "lesson", "source", "basics"],
  site: ["outputs", "display", "notebook", "model", "lesson", "source", "package", "basics"],
  browser: ["embedded", "display", "run", "check", "ipynb", "model", "lesson", "basics"],
  engine: [
    "outputs",
    "client",
    "run",
    "check",
    "record",
    "notebook",
    "ipynb",
    "model",
    "lesson",
    "pattern",
    "source",
    "package",
    "basics",
  ],
  targets: ["bridge", "kernel", "client", "run", "engine", "model", "lesson", "package", "basics"],
  api: [
    "outputs",
    "engine",
    "targets",
    "settings",
    "spec",
    "ipynb",
    "notebook",
    "report",
    "bridge",
    "kernel",
    "source",
    "model",
    "lesson",
    "basics",
  ],
  commands: [
    "outputs",
    "api",
    "engine",
    "targets",
    "settings",
    "spec",
    "ipynb",
    "notebook",
    "report",
    "site",
    "bridge",
    "kernel",
    "source",
    "package",
    "model",
    "lesson",
    "basics",
  ],
};

/** Parts that get all they need from who calls them, and run in a browser. */
const pure = ["basics", "markdown", "pattern", "lesson", "model", "check", "record", "report", "display"];

/** Libraries that are some part's own business. */
const users = {
  yaml: ["spec"],
  "@lezer/python": ["spec", "site"],
  "@lezer/highlight": ["site", "browser"],
  ansi_up: ["display"],
  "hast-util-raw": ["site"],
  "hast-util-sanitize": ["site"],
  "toml-eslint-parser": ["settings"],
  "jsonc-parser": ["ipynb"],
  "@resvg/resvg-wasm": ["notebook"],
  nunjucks: ["notebook"],
  re2js: ["pattern"],
  hastscript: ["report"],
  xastscript: ["report"],
  "xast-util-to-xml": ["report"],
  "mdast-util-to-markdown": ["report"],
  pngjs: ["source"],
  zeromq: ["kernel"],
  pyodide: ["kernel", "embedded"],
  ws: ["bridge", "client"],
  birpc: ["targets"],
  // The page reads messages by its types alone.
  "@jupyterlab/services": ["client", "run", "browser"],
};

/** What a pure part has no use for. */
const modules = ["node:*", "fs", "path", "process", "child_process", "os"];
const globals = ["process", "Buffer", "Date", "performance", "setTimeout", "setInterval", "setImmediate", "fetch"];

/** The rules of .oxlintrc.json that follow from the map. */
function overrides() {
  return [
    ...Object.keys(arrows).map((part) => ({
      files: [filesOf(part)],
      rules: { "no-restricted-imports": ["error", { patterns: patternsOf(part) }] },
    })),
    {
      files: pure.map(filesOf),
      rules: { "no-restricted-globals": ["error", ...globals.map((name) => ({ name, message: unclean }))] },
    },
  ];
}

const unclean = "This part is pure (docs/architecture.md): no disk, clock, console or process.";

function filesOf(part) {
  return `src/${part}/**/*.ts`;
}

function patternsOf(part) {
  const allowed = arrows[part];
  const others = Object.keys(arrows).filter((other) => other !== part && !allowed.includes(other));
  const libraries = Object.keys(users).filter((library) => !users[library].includes(part));
  return [
    {
      group: [...others.map((other) => `**/${other}/**`), "**/cli.ts", "**/index.ts"],
      message: `The map (docs/architecture.md) lets ${part} use ${allowed.join(", ") || "nothing"}.`,
    },
    {
      group: libraries.flatMap((library) => [library, `${library}/*`]),
      message: `The map (docs/architecture.md) has other users of this library than ${part}.`,
    },
    ...(pure.includes(part) ? [{ group: modules, message: unclean }] : []),
  ];
}

/** The configuration with these rules in place of those that it had; others stay. */
export function withArrows(config) {
  const ours = ["no-restricted-imports", "no-restricted-globals", "import/no-cycle"];
  const others = config.overrides.filter(({ rules }) => !ours.some((rule) => rule in rules));
  return { ...config, overrides: [...overrides(), ...others] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL("../.oxlintrc.json", import.meta.url);
  const config = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, `${JSON.stringify(withArrows(config), undefined, 2)}\n`);
}
