/** Whether a promise settles before the time (in milliseconds) is over; leaves no timer behind. */
export async function settlesWithin(promise: Promise<unknown>, time: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), time);
    const settled = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(settled, settled);
  });
}
