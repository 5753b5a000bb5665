export type Edition = "student" | "solutions";

/** What a cell is in its step. */
export type CellRole =
  | "title"
  | "prose"
  | "code"
  | "question"
  | "compare"
  | "quiz"
  | "task"
  | "starter"
  | "solution"
  | "check"
  | "setup"
  | "score"
  | "footer";

/** One cell of an edition of a notebook, as the notebook holds it and the runner executes it. */
export interface Cell {
  /** nbformat 4.5 cell id, unique in the notebook. */
  readonly id: string;
  readonly type: "markdown" | "code";
  readonly role: CellRole;
  /** Index into the lesson's steps; absent for a cell that belongs to no step. */
  readonly step?: number;
  readonly source: string;
  /** Unique, without commas: `raises-exception` where the cell is meant to raise. */
  readonly tags: readonly string[];
  /** `false`: it is there to stay, as an answer's cell. */
  readonly deletable?: false;
  /** `false`: it is to be run as it is. */
  readonly editable?: false;
  /** Hidden until the student opens it (`jupyter.source_hidden`). */
  readonly sourceHidden: boolean;
}
