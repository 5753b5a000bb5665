/** Blocks this worker for so many milliseconds. */
export function sleepInWorker(time: number): void {
  const end = performance.now() + time;
  const words = waitingWords();
  for (let left = time; left > 0; left = end - performance.now()) {
    if (words !== undefined) Atomics.wait(words, 0, 0, left);
  }
}

/**
 * A page that is not isolated has no SharedArrayBuffer to wait at, but for the memory of WebAssembly; where that is refused
 * too, the time is spent counting.
 */
function waitingWords(): Int32Array | undefined {
  try {
    return new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
  } catch {
    return undefined;
  }
}
