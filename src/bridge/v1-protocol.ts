import type { WireMessage } from "../kernel/kernel.ts";
import { buffersLimit, checkedMessage } from "./checked-message.ts";

/**
 * A message in the binary protocol `v1.kernel.websocket.jupyter.org`: a table of offsets, the channel, the parts.
 * https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
 */
export function encodeV1({ channel, parts }: WireMessage): Buffer {
  const chunks = [Buffer.from(channel), ...parts];
  const table = Buffer.alloc(8 * (chunks.length + 2));
  let offset = table.length;
  table.writeBigUInt64LE(BigInt(chunks.length + 1), 0);
  for (const [index, chunk] of chunks.entries()) {
    table.writeBigUInt64LE(BigInt(offset), 8 * (index + 1));
    offset += chunk.length;
  }
  table.writeBigUInt64LE(BigInt(offset), 8 * (chunks.length + 1));
  return Buffer.concat([table, ...chunks]);
}

/** The message, or nothing where the bytes are none; the parts are views of the bytes. */
export function decodeV1(bytes: Buffer): WireMessage | undefined {
  const offsets = readOffsets(bytes);
  if (offsets === undefined) return undefined;
  const [channel, ...parts] = offsets.slice(0, -1).map((start, index) => bytes.subarray(start, offsets[index + 1]));
  return channel === undefined ? undefined : checkedMessage(channel.toString("latin1", 0, 16), parts);
}

/** One for the channel, one for each part, and the end. */
const offsetsLimit = 1 + 4 + buffersLimit + 1;

function readOffsets(bytes: Buffer): number[] | undefined {
  if (bytes.length < 8) return undefined;
  const count = Number(bytes.readBigUInt64LE(0));
  if (count < 6 || count > offsetsLimit || 8 * (count + 1) > bytes.length) return undefined;
  const offsets = Array.from({ length: count }, (_, index) => Number(bytes.readBigUInt64LE(8 * (index + 1))));
  const ascending = offsets.every((offset, index) => offset >= (offsets[index - 1] ?? 8 * (count + 1)));
  return ascending && (offsets.at(-1) ?? 0) <= bytes.length ? offsets : undefined;
}
