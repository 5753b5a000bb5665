/** An object without the keys whose value is undefined. */
export function compact<T extends object>(object: T): Compact<T> {
  // Object.fromEntries forgets the keys' types; leaving out the undefined ones is all that happens here.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Compact<T>;
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
