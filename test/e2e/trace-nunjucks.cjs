/* oxlint-disable no-underscore-dangle -- this is the name that Node gives its method */
// Required before nbproof, in each of its processes: notes which templates nunjucks compiles, and which of its files were loaded.
const { appendFileSync } = require("node:fs");
const Module = require("node:module");

const { NUNJUCKS_TRACE: trace } = process.env;
const load = Module._load;
const patched = new WeakSet();

Module._load = function loadTraced(request, ...others) {
  const loaded = load.call(this, request, ...others);
  if (request === "nunjucks" && !patched.has(loaded)) {
    patched.add(loaded);
    const { precompileString } = loaded;
    loaded.precompileString = (text, options) => {
      appendFileSync(trace, `compiled ${options.name}\n`);
      return precompileString(text, options);
    };
  }
  return loaded;
};

process.on("exit", () => {
  const files = Object.keys(require.cache).flatMap(
    (file) => file.split(/[\\/]node_modules[\\/]nunjucks[\\/]/)[1] ?? [],
  );
  appendFileSync(trace, files.map((file) => `loaded ${file.replaceAll("\\", "/")}\n`).join(""));
});
