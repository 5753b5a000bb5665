/** What was asked of a bridge over HTTP. */
export class RequestCounts {
  readonly started: Date = new Date();
  /** The last request that was let in and was more than a look. */
  last: Date = new Date();
  readonly #byStatus = new Map<string, { count: number; seconds: number }>();

  add({
    method,
    status,
    seconds,
  }: {
    readonly method: string;
    readonly status: number;
    readonly seconds: number;
  }): void {
    const key = `method="${method}",status_code="${status}"`;
    const { count, seconds: before } = this.#byStatus.get(key) ?? { count: 0, seconds: 0 };
    this.#byStatus.set(key, { count: count + 1, seconds: before + seconds });
  }

  /** By labels as Prometheus writes them. */
  get totals(): ReadonlyMap<string, { readonly count: number; readonly seconds: number }> {
    return this.#byStatus;
  }
}
