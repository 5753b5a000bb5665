/** A list that many lists share the end of: one more in front costs the same however long it is. */
export interface Chain<T> {
  readonly first: T;
  readonly rest: Chain<T> | undefined;
}

/** The list with one more in front of it, unless there is none. */
export function chained<T>(first: T | undefined, rest: Chain<T> | undefined): Chain<T> | undefined {
  return first === undefined ? rest : { first, rest };
}

export function* linksOf<T>(chain: Chain<T> | undefined): Generator<T> {
  for (let at = chain; at !== undefined; at = at.rest) yield at.first;
}
