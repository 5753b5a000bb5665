import type { Output } from "../model/observation.ts";
import type { SourcePlace, SourceText } from "../source/place.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { JsonNode } from "./json-node.ts";

/** A notebook file, as far as it is read here. */
export interface Notebook {
  readonly source: SourceFile;
  /** The file's; what is read is 4 in any case. */
  readonly nbformat: 3 | 4;
  /** The notebook's own metadata. */
  readonly metadata: JsonNode | undefined;
  readonly cells: readonly NotebookCell[];
}

export interface NotebookCell {
  /** 1-based, among all cells. */
  readonly number: number;
  /** Absent before nbformat 4.5. */
  readonly id?: string;
  readonly type: "code" | "markdown" | "raw";
  readonly text: SourceText;
  readonly place: SourcePlace;
  readonly metadata: JsonNode | undefined;
  readonly outputs: readonly SavedOutput[];
  /** It has been executed before it was saved: it has a count, or outputs. */
  readonly executed: boolean;
  readonly node: JsonNode;
}

/** An output that a notebook keeps. */
export interface SavedOutput {
  readonly output: Output;
  /** What a stream wrote, or the text/plain of a display or result; an error's is its name and message. */
  readonly text: SourceText;
}
