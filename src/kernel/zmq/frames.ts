import { createHmac, timingSafeEqual } from "node:crypto";
import type { Channel, WireMessage } from "../kernel.ts";

const delimiter = Buffer.from("<IDS|MSG>");

/** A message as ZMQ frames, signed. https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol */
export function encodeFrames(message: WireMessage, key: string): Uint8Array[] {
  return [delimiter, sign(message.parts, key), ...message.parts];
}

/** The message in ZMQ frames, or nothing where they are not a message or the signature is not the key's. */
export function decodeFrames(frames: readonly Buffer[], channel: Channel, key: string): WireMessage | undefined {
  const start = frames.findIndex((frame) => frame.equals(delimiter));
  const signature = frames[start + 1];
  const parts = frames.slice(start + 2);
  if (start < 0 || signature === undefined || parts.length < 4) return undefined;
  const expected = sign(parts, key);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
  return { channel, parts };
}

/** Buffers are not signed: the protocol leaves them out. */
function sign(parts: readonly Uint8Array[], key: string): Buffer {
  const hmac = createHmac("sha256", key);
  for (const part of parts.slice(0, 4)) hmac.update(part);
  return Buffer.from(hmac.digest("hex"));
}
