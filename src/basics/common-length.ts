// Slices are compared as memory is; character by character a line of megabytes takes a quarter of a second.
const step = 4096;

/** How many characters two texts have in common at their beginnings. */
export function commonLength(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let at = 0;
  while (at < most && left.slice(at, at + step) === right.slice(at, at + step)) at += step;
  at = Math.min(at, most);
  while (at < most && left[at] === right[at]) at += 1;
  return at;
}
