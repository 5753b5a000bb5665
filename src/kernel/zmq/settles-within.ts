import { setTimeout } from "node:timers/promises";

/** Whether a promise settles before the time (in milliseconds) is over; leaves no timer behind. */
export async function settlesWithin(promise: Promise<unknown>, time: number): Promise<boolean> {
  const timer = new AbortController();
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, setTimeout(time, false, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
