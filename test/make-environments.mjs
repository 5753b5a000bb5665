// Of .ci/run: makes all environments of `npm test` before it, at once, in both ways that a machine may have. Where .venv
// is there already, it stays as it is.
import { makeVenv } from "../scripts/make-venv.mjs";
import { findTestPython } from "./find-python.mjs";
import { makeServerVenv } from "./servers/server-venv.mjs";

const tell = console.error;
await Promise.all([
  makeVenv({ python: findTestPython(), by: "uv", tell }),
  makeServerVenv("jupyter-server", { by: "venv" }),
  makeServerVenv("notebooks", { by: "uv" }),
  makeServerVenv("jupyterlab", { by: "uv" }),
  makeServerVenv("recipes", { by: "uv" }),
]);
