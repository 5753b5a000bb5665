import path from "node:path";

/** The notebook's name: the file's without its ending. */
export function lessonName(file: string): string {
  return path.basename(file).replace(/\.ya?ml$/, "");
}
