import type { NotebookSettings } from "../lesson/notebook-settings.ts";

/** What `nbproof.yaml` or `pyproject.toml` says for all that is run. */
export interface Settings {
  /** As the file is named. */
  readonly file: string;
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
