/**
 * Whether a promise settles before the time (in milliseconds) is over, or before the signal is aborted; leaves no timer
 * behind.
 */
export async function settlesWithin(promise: Promise<unknown>, time: number, signal?: AbortSignal): Promise<boolean> {
  if (signal?.aborted === true) return false;
  return await new Promise((resolve) => {
    const end = (settled: boolean): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      resolve(settled);
    };
    const onAbort = (): void => end(false);
    const timer = setTimeout(() => end(false), time);
    signal?.addEventListener("abort", onAbort);
    promise.then(
      () => end(true),
      () => end(true),
    );
  });
}
