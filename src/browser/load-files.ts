/** Downloads files, and keeps them for the next page. */
export interface LoadFiles {
  /** Absolute, with the final slash. */
  readonly folder: string;
  /** By path in it: bytes. */
  readonly files: Readonly<Record<string, number>>;
  readonly onProgress: (loaded: number, total: number) => void;
}

/** The content of all files, by path. Rejects where one cannot be loaded whole. */
export async function loadFiles({ folder, files, onProgress }: LoadFiles): Promise<ReadonlyMap<string, Uint8Array>> {
  const total = Object.values(files).reduce((sum, size) => sum + size, 0);
  let loaded = 0;
  const cache = await openCache(folder);
  const add = (bytes: number): void => {
    loaded += bytes;
    onProgress(loaded, total);
  };
  const contents = Object.entries(files).map(async ([path, size]) => {
    const content = await loadFile(folder + path, cache, add);
    if (content.length !== size) throw new Error(`${path} has ${content.length} bytes, and should have ${size}`);
    return [path, content] as const;
  });
  return new Map(await Promise.all(contents));
}

/** The folder's name changes with its content: what other versions of it have left is removed. */
async function openCache(folder: string): Promise<Cache | undefined> {
  const kind = folder.replace(/-[0-9a-f]+\/$/, "-");
  try {
    for (const name of await caches.keys()) {
      if (name.startsWith(kind) && name !== folder) await caches.delete(name);
    }
    return await caches.open(folder);
  } catch {
    // A private window, or a site without https: everything is loaded anew.
    return undefined;
  }
}

async function loadFile(url: string, cache: Cache | undefined, add: (bytes: number) => void): Promise<Uint8Array> {
  const kept = await cache?.match(url).catch(() => undefined);
  if (kept !== undefined) {
    const content = new Uint8Array(await kept.arrayBuffer());
    add(content.length);
    return content;
  }
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(notLoaded(response));
  const chunks: Uint8Array[] = [];
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    add(next.value.length);
  }
  const content = joined(chunks);
  // Its type too: modules are loaded from here. Where the browser has no room for it, it is loaded anew the next time.
  await cache?.put(url, new Response(content.slice(), { headers: response.headers })).catch(() => undefined);
  return content;
}

/** Why a file of the site did not come. */
export function notLoaded({ url, status, statusText }: Response): string {
  const why =
    status === 404 ? "it is not there. If the course was published anew, reload the page" : `${status} ${statusText}`;
  return `${url}: ${why}`;
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const content = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}
