import { isUtf8 } from "node:buffer";
import type { Channel, WireMessage } from "../kernel/kernel.ts";
import { scanObject, type Span } from "./scan-json.ts";

/** Bytes of a message's JSON; what is longer travels in buffers. */
export const jsonLimit: number = 16 * 2 ** 20;
/** Buffers of one message. */
export const buffersLimit = 4096;
/** Bytes of a header: it is the parent of all that the kernel will say about the message. */
const headerLimit = 64 * 2 ** 10;

/**
 * What a client sent, if it is a message of Jupyter's: every one is checked here, once, whatever kernel it is for.
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html#general-message-format
 */
export function checkedMessage(channel: string, parts: readonly Buffer[]): WireMessage | undefined {
  const [header, parent, ...others] = parts.slice(0, 4);
  if (header === undefined || parent === undefined || others.length < 2 || !isChannel(channel)) return undefined;
  if (header.length > headerLimit || parent.length > headerLimit || parts.length > 4 + buffersLimit) return undefined;
  if (others.reduce((sum, { length }) => sum + length, 0) > jsonLimit) return undefined;
  const members = isUtf8(header) ? scanObject(header, ["msg_id", "msg_type"]) : undefined;
  if (!isText(header, members?.get("msg_id")) || !isText(header, members?.get("msg_type"))) return undefined;
  if (hasLoneSurrogate(header)) return undefined;
  return [parent, ...others].every((part) => isUtf8(part) && scanObject(part, [])) ? { channel, parts } : undefined;
}

function isText(bytes: Buffer, span: Span | undefined): boolean {
  return span !== undefined && bytes[span.from] === 0x22;
}

/**
 * Half of a character, which JSON can name and UTF-8 cannot write: ipykernel fails at all that it would publish with such
 * a parent.
 */
function hasLoneSurrogate(header: Buffer): boolean {
  if (!header.includes(String.raw`\u`)) return false;
  let found = false;
  JSON.parse(header.toString(), (key, value: unknown) => {
    found ||= loneSurrogate.test(key) || (typeof value === "string" && loneSurrogate.test(value));
    return value;
  });
  return found;
}

const loneSurrogate = /\p{Cs}/u;

function isChannel(name: string): name is Channel {
  return ["shell", "control", "iopub", "stdin"].includes(name);
}
