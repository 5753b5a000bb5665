import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options: { readonly type: "minor" | "major" }) => void;

let collect: Collect | undefined;

/**
 * Collects at once what has become garbage a moment ago, in a millisecond or two. Buffers are outside of V8's heap,
 * which lets more than 64 MB of them gather, and more on a busy machine.
 */
export function collectNewGarbage(): void {
  collect ??= exposed();
  collect({ type: "minor" });
}

/** Collects all garbage, in some 20 ms; when it resolves, memory of native modules is given back too. */
export async function collectAllGarbage(): Promise<void> {
  collect ??= exposed();
  collect({ type: "major" });
  await setImmediate();
}

/** Only a context that is made under the flag has the function. */
function exposed(): Collect {
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return typeof gc === "function" ? (options) => void gc(options) : () => {};
}
