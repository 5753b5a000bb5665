import type { WireMessage } from "../kernel.ts";

/**
 * A long `stream` message as several short ones, which mean the same: ipykernel sends all that a cell printed in 0.2 s
 * as one, up to 40 MB, and every copy of that on the way to a client would be as long.
 */
export function* splitStream(message: WireMessage, size: number = 2 ** 20): Generator<WireMessage> {
  const [header, parent, metadata, content, ...buffers] = message.parts;
  const head = content === undefined || content.length <= size ? undefined : streamHead(content);
  if (header === undefined || parent === undefined || metadata === undefined || content === undefined || !head) {
    yield message;
    return;
  }
  const end = content.length - tail.length;
  for (let from = head.length, to: number; from < end; from = to) {
    to = from + size >= end ? end : cutBefore(content, from + size);
    const part = Buffer.concat([head, content.subarray(from, to), tail]);
    yield { channel: message.channel, parts: [header, parent, metadata, part, ...buffers] };
  }
}

const tail = Buffer.from('"}');

/** The JSON of a stream's content up to its text, where the text is all that follows. */
function streamHead(content: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  const head = /^\{"name": ?"std(?:out|err)", ?"text": ?"/.exec(bytes.toString("latin1", 0, 64))?.[0];
  return head !== undefined && bytes.subarray(-2).equals(tail) ? Buffer.from(head) : undefined;
}

/** The last place up to `at` that is inside neither an escape (`\n`, `\u00e9`) nor a UTF-8 sequence. */
function cutBefore(json: Uint8Array, at: number): number {
  for (let start = at - 1; start > at - 6; start -= 1) {
    if (json[start] !== backslash) continue;
    let run = start;
    while (json[run - 1] === backslash) run -= 1;
    // An even number of backslashes before it are escaped backslashes; then this one begins an escape.
    const escape = (start - run) % 2 === 0 ? start : start - 1;
    const length = json[escape + 1] === letterU ? 6 : 2;
    if (escape + length > at) return escape;
    break;
  }
  let cut = at;
  while (((json[cut] ?? 0) & 0xc0) === 0x80) cut -= 1;
  return cut;
}

const backslash = 0x5c;
const letterU = 0x75;
