/**
 * `@jupyterlab/services` without its managers of contents, sessions, settings, terminals and users, which nothing here
 * uses: its own modules ask for the whole package, and that for all of `@jupyterlab/coreutils`.
 */
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";

const { resolve } = createRequire(import.meta.url);
const services = dirname(resolve("@jupyterlab/services"));
const coreutils = dirname(resolve("@jupyterlab/coreutils", { paths: [services] }));

/** What stands in for a package: name → the module that it comes from. */
const parts = {
  "lean:services": {
    CommsOverSubshells: join(services, "kernel", "comm.js"),
    KernelAPI: join(services, "kernel", "restapi.js"),
    KernelConnection: join(services, "kernel", "default.js"),
    ServerConnection: join(services, "serverconnection.js"),
  },
  "lean:coreutils": {
    PageConfig: join(coreutils, "pageconfig.js"),
    URLExt: join(coreutils, "url.js"),
  },
};

/** Namespaces of the package, which are modules of their own in it. */
const namespaces = ["KernelAPI"];

export const leanServices = {
  name: "lean-services",
  resolveId(source, importer = "") {
    return standInFor(source, importer);
  },
  load(id) {
    if (!(id in parts)) return undefined;
    const lines = Object.entries(parts[id]).map(([name, file]) =>
      namespaces.includes(name)
        ? `export * as ${name} from ${JSON.stringify(file)};`
        : `export { ${name} } from ${JSON.stringify(file)};`,
    );
    return { code: lines.join("\n"), moduleType: "js" };
  },
  /** A name that a newer version uses must not be undefined in what ships. */
  transform(code, id) {
    for (const [, variable, source] of code.matchAll(/(\w+) = (?:\w+\()?require\("([^"]+)"\)/g)) {
      const standIn = standInFor(source, id);
      if (standIn === undefined) continue;
      for (const [, name] of code.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, "g"))) {
        if (!(name in parts[standIn]))
          throw new Error(`${id} uses ${name} of ${source}, which ${standIn} does not have`);
      }
    }
  },
};

function standInFor(source, importer) {
  if (source === "@jupyterlab/coreutils") return "lean:coreutils";
  const whole =
    source === "@jupyterlab/services" || (source === ".." && importer.startsWith(join(services, "kernel", sep)));
  return whole ? "lean:services" : undefined;
}
