import type { Replacement } from "../pattern/replacement.ts";

/** How a notebook's saved outputs are compared, besides what is compared by its form. */
export interface SavedForms {
  /** `stderr` and mime types that are not compared. */
  readonly ignore: readonly string[];
  /** Made in what is saved and in what is shown, before the two are compared. */
  readonly replace: readonly Replacement[];
}

/** What settings say of one notebook. */
export interface NotebookSettings extends SavedForms {
  /** Executed, with nothing compared. */
  readonly runOnly: boolean;
  /** Milliseconds for each cell, where the notebook itself says nothing. */
  readonly timeout?: number;
}

/** Those of a notebook that no settings speak of. */
export const noNotebookSettings: NotebookSettings = { runOnly: false, ignore: [], replace: [] };
