import { join } from "node:path";

export interface JupyterPathOptions {
  /** The user's environment: `JUPYTER_PATH`, `VIRTUAL_ENV` and their like. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/**
 * The folders that Jupyter looks for its data in, first come first served.
 * https://docs.jupyter.org/en/latest/use/jupyter-directories.html#data-files
 */
export function jupyterPaths({ env, home, platform }: JupyterPathOptions): string[] {
  const listed = env["JUPYTER_PATH"]?.split(":") ?? [];
  // Jupyter prefers an active environment to the user's own folder as well.
  const active = [env["VIRTUAL_ENV"], env["CONDA_PREFIX"]].flatMap((prefix) =>
    prefix ? [join(prefix, "share", "jupyter")] : [],
  );
  const homebrew = platform === "darwin" ? ["/opt/homebrew/share/jupyter"] : [];
  const system = [...homebrew, "/usr/local/share/jupyter", "/usr/share/jupyter"];
  const paths = [...listed, ...active, userDataFolder({ env, home, platform }), ...system];
  return [...new Set(paths.filter((path) => path !== ""))];
}

function userDataFolder({ env, home, platform }: JupyterPathOptions): string {
  if (env["JUPYTER_DATA_DIR"]) return env["JUPYTER_DATA_DIR"];
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  return join(env["XDG_DATA_HOME"] || join(home, ".local", "share"), "jupyter");
}
