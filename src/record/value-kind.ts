/** A kind of value by which one thing is told from another. */
export interface ValueKind {
  /** What a capture of it is called. */
  readonly name: string;
  /** Whether a value can be no other thing's by chance. */
  readonly identifies: (value: string) => boolean;
  /** Two that are equal say nothing where they are the same in all runs. */
  readonly mustVary: boolean;
}

const always = (): boolean => true;

const kinds: Readonly<Record<"address" | "uuid" | "digest" | "path" | "pid" | "value", ValueKind>> = {
  address: { name: "address", identifies: always, mustVary: false },
  uuid: { name: "uuid", identifies: always, mustVary: false },
  digest: { name: "digest", identifies: always, mustVary: false },
  path: { name: "path", identifies: always, mustVary: true },
  pid: { name: "pid", identifies: always, mustVary: true },
  // As `id()` gives them. A small number is equal to another for no reason.
  value: { name: "value", identifies: (value) => /^\d{7,}$/.test(value), mustVary: true },
};

/** What kind of value a hole of a recorded pattern reads; absent where it is none by which a thing is known. */
export function valueKind({ hole, before }: { readonly hole: string; readonly before: string }): ValueKind | undefined {
  if (hole === "$(hex)") return kinds.address;
  if (hole === "$(int)") return /pid|process/i.test(before.slice(-20)) ? kinds.pid : kinds.value;
  if (hole.startsWith("$(/[0-9a-f]{8}-")) return kinds.uuid;
  if (hole.startsWith("$(/[0-9a-f]")) return kinds.digest;
  return hole.startsWith(String.raw`$(/[^\s`) ? kinds.path : undefined;
}
