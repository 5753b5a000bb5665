/** At most so many of the values, spread evenly over all, the first always among them. */
export function sampleEvenly<Value>(values: readonly Value[], most: number): readonly Value[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, index) => Math.floor((index * values.length) / most)).flatMap((at) =>
    values.slice(at, at + 1),
  );
}
