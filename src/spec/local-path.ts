/** The path of an address inside the course, without what stands behind `#` or `?`; absent where it leads elsewhere. */
export function localPath(url: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|#|\/\/)/i.test(url)) return undefined;
  const written = url.replace(/[?#].*$/s, "");
  try {
    return written === "" ? undefined : decodeURIComponent(written);
  } catch {
    return written;
  }
}
