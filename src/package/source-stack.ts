import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { packagePath } from "./package-path.ts";

/** An error's stack and those of its causes, at the lines of `src/`: the bundles in `dist/` are nobody's to read. */
export function sourceStack(error: Error): string {
  const stack = atSources(error.stack ?? `${error.name}: ${error.message}`);
  return error.cause instanceof Error ? `${stack}\nCaused by: ${sourceStack(error.cause)}` : stack;
}

/**
 * Node's own `--enable-source-maps` would read every map at every start. https://nodejs.org/api/module.html#class-modulesourcemap
 */
function atSources(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  const placeInSource = (file: string, line: string, column: string): string | undefined => {
    if (!maps.has(file)) maps.set(file, readMap(file));
    const entry = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !("originalSource" in entry)) return undefined;
    const source = fileURLToPath(new URL(entry.originalSource, file));
    return `${relative(packagePath("."), source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };
  // Node tells a module by its URL, and a CommonJS file by its path.
  return stack
    .replaceAll(
      /(file:\/\/(?:\/[A-Za-z]:)?[^\s:]+\.js):(\d+):(\d+)/g,
      (place, file: string, line: string, column: string) => placeInSource(file, line, column) ?? place,
    )
    .replaceAll(
      /^( +at (?:[^()\r\n\u2028\u2029]*\()?)((?:[A-Za-z]:)?[^:()\r\n\u2028\u2029]+\.cjs):(\d+):(\d+)/gm,
      (frame, at: string, path: string, line: string, column: string) => {
        const place = placeInSource(pathToFileURL(path).href, line, column);
        return place === undefined ? frame : at + place;
      },
    );
}

function readMap(file: string): SourceMap | undefined {
  try {
    const payload: unknown = JSON.parse(readFileSync(`${fileURLToPath(file)}.map`, "utf8"));
    // What the bundler has written beside the file.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return new SourceMap(payload as SourceMapPayload);
  } catch {
    // The stack is told as it is.
    return undefined;
  }
}
