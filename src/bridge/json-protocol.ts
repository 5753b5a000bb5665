import type { WireMessage } from "../kernel/kernel.ts";
import { buffersLimit, checkedMessage } from "./checked-message.ts";
import { scanObject, type Span } from "./scan-json.ts";

/**
 * A message in the protocol without a name where it has buffers: a binary frame, of JSON text and of them.
 * https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
 */
export function encodeJson({ channel, parts }: WireMessage): Buffer {
  return frame([render(channel, parts, ""), ...parts.slice(4)]);
}

/**
 * The same as JSON text whatever it has: in place of buffers, their lengths as `dropped_buffers`. Jupyter Server's
 * gateway client takes a binary frame for UTF-8 and stops reading for good (jupyter-widgets/ipywidgets#3798).
 */
export function encodeJsonText({ channel, parts }: WireMessage): Buffer {
  const lengths = parts.slice(4).map(({ length }) => length);
  return render(channel, parts, lengths.length === 0 ? "" : `,"dropped_buffers":${JSON.stringify(lengths)}`);
}

/** The message in a binary frame, or nothing where it is none. */
export function decodeJson(bytes: Buffer): WireMessage | undefined {
  const [text, ...buffers] = unframe(bytes) ?? [];
  return text && decodeJsonText(text, buffers);
}

/** The message in a text frame, or nothing where it is none. Without a channel, shell is meant. */
export function decodeJsonText(text: Buffer, buffers: readonly Buffer[] = []): WireMessage | undefined {
  const members = scanObject(text, ["channel", ...partNames]);
  if (members === undefined) return undefined;
  const parts = partNames.map((name) => partIn(text, members.get(name)));
  return checkedMessage(channelIn(text, members.get("channel")), [...parts, ...buffers]);
}

const partNames = ["header", "parent_header", "metadata", "content"] as const;

/** As it stands, so that no number loses a digit; jupyter_client as well takes null for an empty one. */
function partIn(text: Buffer, span: Span | undefined): Buffer {
  const part = span === undefined ? empty : text.subarray(span.from, span.to);
  return part.equals(nothing) ? empty : part;
}

const empty: Buffer = Buffer.from("{}");
const nothing: Buffer = Buffer.from("null");

function channelIn(text: Buffer, span: Span | undefined): string {
  const value = span === undefined ? "null" : text.toString("utf8", span.from, Math.min(span.to, span.from + 64));
  const name = ["shell", "control", "iopub", "stdin"].find((one) => value === `"${one}"`);
  return name ?? (value === "null" ? "shell" : value);
}

/** Bytes rather than a text, which could be longer than JavaScript's may be. */
function render(channel: string, parts: readonly Uint8Array[], more: string): Buffer {
  const [header = empty, parent = empty, metadata = empty, content = empty] = parts;
  return Buffer.concat([
    Buffer.from('{"header":'),
    header,
    Buffer.from(`${headFields(header)},"parent_header":`),
    parent,
    Buffer.from(',"metadata":'),
    metadata,
    Buffer.from(',"content":'),
    content,
    Buffer.from(`,"channel":"${channel}","buffers":[]${more}}`),
  ]);
}

/** jupyter_client reads these two beside the header. */
function headFields(header: Uint8Array): string {
  const text = Buffer.from(header.buffer, header.byteOffset, header.length);
  const members = scanObject(text, ["msg_id", "msg_type"]);
  return ["msg_id", "msg_type"].map((name) => `,"${name}":${valueAt(text, members?.get(name))}`).join("");
}

function valueAt(text: Buffer, span: Span | undefined): string {
  return span === undefined ? '""' : text.toString("utf8", span.from, span.to);
}

/** The number of chunks and where each begins, in 32-bit big-endian words, then the chunks. */
function frame(chunks: readonly Uint8Array[]): Buffer {
  const table = Buffer.alloc(4 * (chunks.length + 1));
  table.writeUInt32BE(chunks.length, 0);
  let offset = table.length;
  for (const [index, chunk] of chunks.entries()) {
    table.writeUInt32BE(offset, 4 * (index + 1));
    offset += chunk.length;
  }
  return Buffer.concat([table, ...chunks]);
}

function unframe(bytes: Buffer): Buffer[] | undefined {
  if (bytes.length < 8) return undefined;
  const count = bytes.readUInt32BE(0);
  if (count < 1 || count > 1 + buffersLimit || 4 * (count + 1) > bytes.length) return undefined;
  const starts = Array.from({ length: count }, (_, index) => bytes.readUInt32BE(4 * (index + 1)));
  const ascending = starts.every((start, index) => start >= (starts[index - 1] ?? 4 * (count + 1)));
  if (!ascending || (starts.at(-1) ?? 0) > bytes.length) return undefined;
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1]));
}
