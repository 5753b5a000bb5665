/** What was waited for did not come in time. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/** Waits so many milliseconds; rejects with `TimedOut`, or with the signal's reason. What is waited for goes on. */
export async function within<T>(promise: Promise<T>, milliseconds: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  // A timer and a listener of our own: Node 20 collects signals that AbortSignal.any follows, and then nothing ends the wait.
  const ended = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`Nothing came for ${milliseconds / 1000} s`)), milliseconds);
    onAbort = (): void => reject(reasonOf(signal));
    signal?.addEventListener("abort", onAbort);
  });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener("abort", onAbort);
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error("Aborted", { cause: reason });
}
