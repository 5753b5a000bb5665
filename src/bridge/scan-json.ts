/** Where a value begins and ends in the bytes that it was read from. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Containers in one another; more would be too deep for what reads it after us, in JavaScript and in Python. */
const depthLimit = 200;
/** Bytes of a name that could be one of those looked for. */
const longestName = 64;

/**
 * Where the members of a JSON object are, by name; nothing where the bytes are no such object, or one too deep. Nothing
 * is made of what is in it: a text of 16 MB can hold millions of objects, each ten times as long in memory.
 */
export function scanObject(bytes: Buffer, names: readonly string[]): ReadonlyMap<string, Span> | undefined {
  const members = new Map<string, Span>();
  const open = new Uint8Array(depthLimit);
  let depth = 0;
  let name: string | undefined;
  let from = 0;
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== braceOpen) return undefined;
  for (;;) {
    // A value begins here.
    if (depth === 1) from = at;
    const byte = bytes[at];
    if (byte === braceOpen || byte === bracketOpen) {
      if (depth === depthLimit) return undefined;
      open[depth] = byte;
      depth += 1;
      at = skipSpace(bytes, at + 1);
      // Both close two after they open.
      if (bytes[at] !== byte + 2) {
        if (byte === braceOpen && !readName()) return undefined;
        continue;
      }
      depth -= 1;
      at += 1;
    } else {
      at = skipScalar(bytes, at);
      if (at < 0) return undefined;
    }
    // A value has ended here, and perhaps what it is in.
    for (;;) {
      if (depth === 1 && name !== undefined) members.set(name, { from, to: at });
      at = skipSpace(bytes, at);
      if (depth === 0) return at === bytes.length ? members : undefined;
      const container = open[depth - 1] ?? 0;
      if (bytes[at] !== container + 2) break;
      depth -= 1;
      at += 1;
    }
    if (bytes[at] !== comma) return undefined;
    at = skipSpace(bytes, at + 1);
    if (open[depth - 1] === braceOpen && !readName()) return undefined;
  }

  /** Goes on to the value of the member that begins here; keeps the name where it is one of the object's own. */
  function readName(): boolean {
    const end = bytes[at] === quote ? skipText(bytes, at) : -1;
    if (end < 0) return false;
    if (depth === 1) name = names.find((one) => isName(bytes.subarray(at, end), one));
    at = skipSpace(bytes, end);
    if (bytes[at] !== colon) return false;
    at = skipSpace(bytes, at + 1);
    return true;
  }
}

/** However it is escaped. */
function isName(text: Buffer, name: string): boolean {
  return text.length < 6 * longestName && JSON.parse(text.toString()) === name;
}

const [quote, comma, colon, backslash, minus, dot, plus] = [0x22, 0x2c, 0x3a, 0x5c, 0x2d, 0x2e, 0x2b];
const [bracketOpen, braceOpen] = [0x5b, 0x7b];

function skipSpace(bytes: Buffer, at: number): number {
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1;
  return at;
}

/** The end of a text, number, `true`, `false` or `null`; below 0 where there is none. */
function skipScalar(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === quote) return skipText(bytes, at);
  if (byte === minus || isDigit(byte)) return skipNumber(bytes, at);
  const word = byte === 0x74 ? "true" : byte === 0x66 ? "false" : "null";
  return bytes.toString("latin1", at, at + word.length) === word ? at + word.length : -1;
}

function skipText(bytes: Buffer, at: number): number {
  for (at += 1; ; at += 1) {
    const byte = bytes[at];
    if (byte === undefined || byte < 0x20) return -1;
    if (byte === quote) return at + 1;
    if (byte !== backslash) continue;
    at += 1;
    if (bytes[at] === letterU) {
      for (const end = at + 4; at < end; at += 1) if (!hexDigits.includes(bytes[at + 1] ?? 0)) return -1;
    } else if (!escapes.includes(bytes[at] ?? 0)) return -1;
  }
}

const letterU = 0x75;
const escapes: Buffer = Buffer.from('"\\/bfnrt');
const hexDigits: Buffer = Buffer.from("0123456789abcdefABCDEF");

function skipNumber(bytes: Buffer, at: number): number {
  if (bytes[at] === minus) at += 1;
  const first = at;
  at = skipDigits(bytes, at);
  if (at === first || (bytes[first] === 0x30 && at > first + 1)) return -1;
  if (bytes[at] === dot) {
    const fraction = at + 1;
    at = skipDigits(bytes, fraction);
    if (at === fraction) return -1;
  }
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return at;
  at += 1;
  if (bytes[at] === plus || bytes[at] === minus) at += 1;
  const end = skipDigits(bytes, at);
  return end === at ? -1 : end;
}

function skipDigits(bytes: Buffer, at: number): number {
  while (isDigit(bytes[at])) at += 1;
  return at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
