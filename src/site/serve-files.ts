import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";

/** A server for a folder's files. */
export interface FileServer extends AsyncDisposable {
  /** With the final slash. */
  readonly url: string;
}

export interface ServeOptions {
  /** 0: any free one. */
  readonly port: number;
  /** The path under which the files are, with slashes at both ends. Default: `/`. */
  readonly base?: string;
}

/** Serves the files of a folder to this machine alone: GET and HEAD, `index.html` for a folder. Rejects where it cannot listen. */
export async function serveFiles(folder: string, { port, base = "/" }: ServeOptions): Promise<FileServer> {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    void answer(request, response, { root, base }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${actual}${base}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".ipynb": "application/x-ipynb+json",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
};

async function answer(
  { method = "GET", url = "/" }: IncomingMessage,
  response: ServerResponse,
  { root, base }: { readonly root: string; readonly base: string },
): Promise<void> {
  if (method !== "GET" && method !== "HEAD") return void response.writeHead(405, { allow: "GET, HEAD" }).end();
  const file = await fileAt(url, root, base);
  if (file === undefined) return void response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
  response.writeHead(200, {
    "content-type": types[extname(file.path)] ?? "application/octet-stream",
    "content-length": file.size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  if (method === "HEAD") return void response.end();
  createReadStream(file.path)
    .once("error", () => response.destroy())
    .pipe(response);
}

/** The file that a URL names, inside the folder. */
async function fileAt(url: string, root: string, base: string): Promise<{ path: string; size: number } | undefined> {
  const path = decoded(url.replace(/[?#].*$/s, ""));
  if (path === undefined || !path.startsWith(base) || path.includes("\0")) return undefined;
  const named = join(root, path.slice(base.length), path.endsWith("/") ? "index.html" : "");
  const real = await realpath(named).catch(() => undefined);
  if (real === undefined || !real.startsWith(root + sep)) return undefined;
  const { size, ...kind } = await stat(real).then((found) => ({ size: found.size, isFile: found.isFile() }));
  return kind.isFile ? { path: real, size } : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
