import type { NotebookSettings } from "../lesson/notebook-settings.ts";
import type { Reporter } from "../lesson/reporter-name.ts";

/** What `nbproof.yaml` or `pyproject.toml` says for all that is run. */
export interface Settings {
  /** As the file is named. */
  readonly file: string;
  /** The keys that are there, in order. */
  readonly keys: readonly string[];
  /** Kernelspecs' names, and absolute paths. */
  readonly kernels?: readonly string[];
  readonly jobs?: number;
  readonly reporters?: readonly Reporter[];
  /** Environment variables that kernels get besides. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is said of a notebook, by its absolute path. */
  readonly of: (notebook: string) => OfNotebook;
}

/** What the settings say of one notebook. */
export interface OfNotebook extends NotebookSettings {
  /** Not run where a folder is: only where it is named itself. */
  readonly leftOut: boolean;
}
