/**
 * Makes UTC this thread's local time: Python asks JavaScript for it, and JavaScript asks this machine, whatever TZ says
 * in the environment of a thread.
 */
export function useUtc(): void {
  const own = Date;
  for (const part of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"]) {
    Reflect.set(own.prototype, `get${part}`, Reflect.get(own.prototype, `getUTC${part}`));
    const set: unknown = Reflect.get(own.prototype, `setUTC${part}`);
    if (set !== undefined) Reflect.set(own.prototype, `set${part}`, set);
  }
  own.prototype.getTimezoneOffset = () => 0;
  own.prototype.toTimeString = timeString;
  globalThis.Date = new Proxy(own, {
    construct: (target, given: number[]) =>
      given.length < 2 ? Reflect.construct(target, given) : new target(Reflect.apply(target.UTC, target, given)),
  });
}

function timeString(this: Date): string {
  return `${this.toISOString().slice(11, 19)} GMT+0000 (UTC)`;
}
