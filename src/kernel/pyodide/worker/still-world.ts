import nodeCrypto from "node:crypto";

/** Milliseconds between one look at the clock and the next. */
const TICK = 0.01;

/**
 * Makes this thread one in which time, chance and this machine are always the same, so that the memory that is made in it
 * is: byte for byte, wherever it is made. What lives from that memory later has a clock and chance of its own.
 */
export function stillWorld(): void {
  let time = 0;
  const start = Date.UTC(2026, 0, 1);
  performance.now = () => (time += TICK);
  Date.now = () => start + performance.now();
  const own = Date;
  globalThis.Date = new Proxy(own, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [own.now()] : given),
  });
  const next = numbers();
  Math.random = () => next() / 2 ** 32;
  const fill = (view: ArrayBufferView): void => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = next();
  };
  // Pyodide takes the one or the other of the two, by its version.
  Object.assign(nodeCrypto, { randomFillSync: fill });
  crypto.getRandomValues = (array) => {
    if (array !== null) fill(array);
    return array;
  };
  // Where we are installed, which Pyodide takes for the program's name.
  process.argv.length = 1;
  // Node 21 and newer have one, with the language of this machine.
  Object.defineProperty(globalThis, "navigator", { value: undefined, configurable: true });
}

/** Xorshift, of 32 bits. https://doi.org/10.18637/jss.v008.i14 */
function numbers(): () => number {
  let state = 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
