import { checkCode } from "../check/check-code.ts";
import { asSaved } from "../ipynb/as-saved.ts";
import { readNotebook, upgradeCommand } from "../ipynb/read-notebook.ts";
import type { Notebook } from "../ipynb/notebook.ts";
import { type ExecutedCell, withOutputs, type WithOutputs } from "../ipynb/with-outputs.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import type { Facts } from "../model/facts.ts";
import type { Observation, Output } from "../model/observation.ts";
import { sourceFile } from "../source/source-file.ts";

/** A notebook that is to be saved; plain data, which a thread can be given. */
export interface ToSave {
  /** As it is named. */
  readonly file: string;
  /** The file as it was read before it ran. */
  readonly before: string;
  /** By the cell's number. */
  readonly cells: ReadonlyMap<number, RanCell>;
}

/** What a cell showed, and what it was held against. */
export interface RanCell {
  readonly seen: ExecutedCell;
  readonly step: CodeStep;
  readonly facts: Facts;
  readonly passed: boolean;
}

/** The file as it is to be, or why there is none. */
export type SavedText = WithOutputs | { readonly refused: string };

/** A notebook's file with what its cells showed, where that is not as good as what is saved. */
export function savedText({ file, before, cells }: ToSave): SavedText {
  const notebook = readNotebook(sourceFile(file, before), () => undefined);
  if (notebook === undefined) return { text: before, widgets: [] };
  if (notebook.nbformat === 3)
    return { refused: `it is of nbformat 3, and becomes one of 4 with: ${upgradeCommand} ${file}` };
  return withOutputs(notebook, executedIn(notebook, cells));
}

function executedIn({ cells }: Notebook, ran: ToSave["cells"]): ReadonlyMap<number, ExecutedCell> {
  return new Map(
    cells.flatMap((cell) => {
      const shown = ran.get(cell.number);
      if (shown === undefined) return [];
      // A bar that was drawn over itself is compared as the last of what it showed.
      const saved = (): readonly Output[] => asSaved(cell.outputs.map(({ output }) => output));
      const keepsOutputs = cell.executed && shown.passed && isAccepted(saved(), shown);
      return [[cell.number, { ...shown.seen, keepsOutputs }]];
    }),
  );
}

/** A cell that passed: its saved outputs were compared, or nobody compares them, or its pattern accepts them too. */
function isAccepted(outputs: readonly Output[], { step, facts }: RanCell): boolean {
  if (step.expect === undefined || step.expect.source === "saved") return true;
  const seen: Observation = { outputs, ending: { kind: "completed" }, prompts: [], duration: 0 };
  return checkCode({ ...step, input: [] }, seen, { facts, captures: {} }).findings.length === 0;
}
