/**
 * The service worker of a course's site. It keeps the site's files, so that it can be read and run offline, and isolates its
 * pages, which hosts for static files do not: only then have a page and its Python shared memory.
 * https://developer.mozilla.org/en-US/docs/Web/API/Window/crossOriginIsolated
 */

const kind = `nbproof site ${registration.scope} `;
const version = kind + nbproofVersion;
/** Milliseconds that a page which is kept waits for a newer one. */
const PATIENCE = 5000;

addEventListener("install", (event) => event.waitUntil(keepVersion()));
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("fetch", (event) => {
  const { method, url, cache, mode } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  // Of the browser's own tools: https://crbug.com/823392
  if (cache === "only-if-cached" && mode !== "same-origin") return;
  event.respondWith(answer(event.request));
});

/** Keeps all files of this version or none, as they were built: those of one that is just being published do not fit. */
async function keepVersion(): Promise<void> {
  const kept = await caches.open(version);
  try {
    await Promise.all(Object.entries(nbproofFiles).map(async ([path, digest]) => await keep(kept, path, digest)));
  } catch (error) {
    await caches.delete(version);
    throw error;
  }
  await skipWaiting();
}

async function keep(kept: Cache, path: string, digest: string): Promise<void> {
  const url = registration.scope + path;
  const earlier = isHashed(path) ? await caches.match(url) : undefined;
  const response = earlier ?? (await fetch(url, { cache: "no-cache" }));
  const content = await response.clone().arrayBuffer();
  if (!response.ok || (await sha256(content)) !== digest) throw new Error(`${url} is not of this version`);
  await kept.put(url, new Response(content, { headers: response.headers }));
}

async function sha256(content: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The version before this one stays: its pages may be open, and load what belongs to them. */
async function begin(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(kind) && name !== version);
  await Promise.all(names.slice(0, -1).map(async (name) => await caches.delete(name)));
  await clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const path = request.url.slice(registration.scope.length).replace(/[?#].*$/s, "");
  const response = isHashed(path) ? await keptFirst(request) : await newestFirst(request, path);
  // What leads elsewhere can be handed on as it is alone.
  return response.type === "opaqueredirect" || response.status === 0 ? response : isolated(response);
}

/** Its name changes with its content. */
function isHashed(path: string): boolean {
  return path.startsWith("assets/");
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? (await fetch(request));
}

/** A page names its files by their content: whichever it is, old or new, what it loads belongs to it. */
async function newestFirst(request: Request, path: string): Promise<Response> {
  const kept = await keptPage(path);
  const newest = fetch(request);
  if (kept === undefined) return await newest;
  const late = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), PATIENCE);
  });
  const first = await Promise.race([newest, late]).catch(() => undefined);
  return first === undefined || first.status >= 500 ? kept : first;
}

/** Some hosts leave out the ending of a page. */
async function keptPage(path: string): Promise<Response | undefined> {
  const own = await caches.open(version);
  for (const name of path === "" ? ["index.html"] : [path, `${path}.html`]) {
    const found = await own.match(registration.scope + name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isolated({ body, status, statusText, headers }: Response): Response {
  const own = new Headers(headers);
  own.set("Cross-Origin-Opener-Policy", "same-origin");
  own.set("Cross-Origin-Embedder-Policy", "require-corp");
  own.set("Cross-Origin-Resource-Policy", "same-origin");
  return new Response(body, { status, statusText, headers: own });
}
