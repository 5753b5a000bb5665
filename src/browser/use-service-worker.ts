/**
 * Lets the site's service worker keep it for offline use, and isolate its pages. A page that it does not have yet is loaded
 * once more for that, but never after something was done in it. Where browsers have no service workers (private windows,
 * sites without https, files), there is neither, and all else works.
 */
export async function useServiceWorker(): Promise<void> {
  const serviceWorker: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (serviceWorker === undefined) return;
  const isUsed = watchUse();
  try {
    const scope = new URL(".", document.baseURI);
    await serviceWorker.register(new URL("service-worker.js", scope), { scope: scope.pathname });
  } catch {
    return;
  }
  if (globalThis.crossOriginIsolated) return;
  if (serviceWorker.controller === null) {
    await new Promise((resolve) => {
      serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    });
  }
  if (!isUsed() && isFirst()) location.reload();
}

function watchUse(): () => boolean {
  let used = false;
  for (const type of ["pointerdown", "keydown", "input"]) {
    addEventListener(type, () => (used = true), { capture: true, once: true, passive: true });
  }
  return () => used;
}

/** Whatever hinders that the page is isolated, it is tried once in a tab. */
function isFirst(): boolean {
  const key = `nbproof isolates ${location.pathname}`;
  try {
    if (sessionStorage.getItem(key) !== null) return false;
    sessionStorage.setItem(key, "tried");
    return true;
  } catch {
    return false;
  }
}
