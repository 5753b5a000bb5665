import { compact } from "../basics/compact.ts";
import type { SourcePlace } from "../source/place.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";
import type { JsonNode } from "./json-node.ts";
import type { NotebookCell } from "./notebook.ts";

/** Where something in a cell's metadata stands: in the file, and in which cell. */
export function metadataPlace(source: SourceFile, cell: NotebookCell, node: JsonNode): SourcePlace {
  return inMetadata(cell, placeAt(source, node.offset, node.offset + node.length));
}

/** A place in the file as one in the cell's metadata. */
export function inMetadata({ number, id }: NotebookCell, place: SourcePlace): SourcePlace {
  const { line, column } = place;
  return { ...place, cell: { number, ...compact({ id }), part: "metadata", line, column } };
}
