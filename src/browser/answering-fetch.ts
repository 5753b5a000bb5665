const types: Readonly<Record<string, string>> = { wasm: "application/wasm", json: "application/json" };

/** Answers `fetch` with files that are here already, as Pyodide asks for them once more; gives what ends that. */
export function answeringFetch(folder: string, files: ReadonlyMap<string, Uint8Array>): () => void {
  const own = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const path = url.startsWith(folder) ? url.slice(folder.length) : "";
    const content = files.get(path);
    if (content === undefined) return await own(input, init);
    const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    return new Response(content.slice(), { headers: { "content-type": type } });
  };
  return () => {
    globalThis.fetch = own;
  };
}
