import type { Channel, WireMessage } from "../kernel/kernel.ts";
import { isChannel } from "./v1-protocol.ts";

/**
 * A message in the protocol without a name: JSON text, or a binary frame where it has buffers.
 * https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
 */
export function encodeJson({ channel, parts }: WireMessage): string | Buffer {
  const buffers = parts.slice(4);
  const text = render(channel, parts.slice(0, 4).map(textOf), "");
  return buffers.length === 0 ? text : frame([Buffer.from(text), ...buffers]);
}

/**
 * The same as text whatever it has: in place of buffers, their lengths as `dropped_buffers`. Jupyter Server's gateway
 * client takes a binary frame for UTF-8 and stops reading for good (jupyter-widgets/ipywidgets#3798).
 */
export function encodeJsonText({ channel, parts }: WireMessage): string {
  const lengths = parts.slice(4).map(({ length }) => length);
  const dropped = lengths.length === 0 ? "" : `,"dropped_buffers":${JSON.stringify(lengths)}`;
  return render(channel, parts.slice(0, 4).map(textOf), dropped);
}

/** The message, or nothing where the frame is none. Without a channel, shell is meant. */
export function decodeJson(received: string | Buffer): WireMessage | undefined {
  const chunks = typeof received === "string" ? [Buffer.from(received)] : unframe(received);
  const [text, ...buffers] = chunks ?? [];
  if (text === undefined) return undefined;
  const message = parseObject(text.toString());
  const channel = message?.["channel"] ?? "shell";
  if (message?.["header"] === undefined || typeof channel !== "string" || !isChannel(channel)) return undefined;
  const { header, parent_header: parent, metadata, content } = message;
  const texts = [header, parent, metadata, content].map((part) => Buffer.from(JSON.stringify(part ?? {})));
  return { channel, parts: [...texts, ...buffers] };
}

function render(
  channel: Channel,
  [header = "{}", parent = "{}", metadata = "{}", content = "{}"]: readonly string[],
  more: string,
): string {
  const fields = [`"header":${header}`, ...headFields(header), `"parent_header":${parent}`, `"metadata":${metadata}`];
  return `{${fields.join(",")},"content":${content},"channel":"${channel}","buffers":[]${more}}`;
}

function textOf(part: Uint8Array): string {
  return Buffer.from(part.buffer, part.byteOffset, part.length).toString();
}

/** jupyter_client reads these two beside the header. */
function headFields(header: string): string[] {
  const { msg_id: id, msg_type: type } = parseObject(header) ?? {};
  return [`"msg_id":${JSON.stringify(id ?? "")}`, `"msg_type":${JSON.stringify(type ?? "")}`];
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
  if (count < 1 || 4 * (count + 1) > bytes.length) return undefined;
  const starts = Array.from({ length: count }, (_, index) => bytes.readUInt32BE(4 * (index + 1)));
  const ascending = starts.every((start, index) => start >= (starts[index - 1] ?? 4 * (count + 1)));
  if (!ascending || (starts.at(-1) ?? 0) > bytes.length) return undefined;
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1]));
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
