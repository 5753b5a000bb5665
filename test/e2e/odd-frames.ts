import {
  type Arbitrary,
  anything,
  constant,
  constantFrom,
  dictionary,
  json,
  oneof,
  record,
  string,
  tuple,
  uint8Array,
} from "fast-check";
import { encodeJson } from "../../src/bridge/json-protocol.ts";
import { encodeV1 } from "../../src/bridge/v1-protocol.ts";
import type { Channel } from "../../src/kernel/kernel.ts";

/** A frame as it goes over a socket: text, or bytes. */
export type OddFrame = string | Uint8Array;

/** Any value, half of them in the shape of what a kernel is asked. */
const value: Arbitrary<unknown> = oneof(
  json().map((text): unknown => JSON.parse(text)),
  constantFrom<unknown>(null, true, 0, -1, 1e308, "", "x", [], [1], {}, { toString: 1, valueOf: 1 }, "\ud800", "\0"),
);

/** No cell that could end or change the kernel: what is odd about it is not its code. */
const content = oneof(
  value,
  record(
    {
      code: oneof(constantFrom<unknown>("1", "1/0", "x", "(", "?x", "%lsmagic"), value),
      silent: value,
      store_history: value,
      user_expressions: value,
      allow_stdin: constant(false),
      stop_on_error: value,
      cursor_pos: value,
      comm_id: value,
      target_name: value,
      data: value,
      value,
      hist_access_type: value,
      n: value,
    },
    { requiredKeys: [] },
  ),
);

// All but those that are meant to end a kernel.
const type = oneof(
  constantFrom<unknown>("execute_request", "kernel_info_request", "complete_request", "inspect_request", "input_reply"),
  constantFrom<unknown>("history_request", "is_complete_request", "comm_info_request", "comm_open", "comm_msg", "x"),
  constantFrom<unknown>("comm_close", "connect_request", "execute_reply", "status", "__init__"),
  value,
);
const header = oneof(
  record({ msg_id: constant("odd"), msg_type: type, session: constant("odd") }),
  record({ msg_id: value, msg_type: type, date: value, version: value }, { requiredKeys: [] }),
  value,
);
const channel = oneof(constantFrom<unknown>("shell", "control", "stdin", "iopub"), value);
const metadata = oneof(constant({}), value, dictionary(string(), value));
const buffers = oneof(constant([]), tuple(uint8Array()), tuple(uint8Array(), uint8Array()));

const message = record({ channel, header, parent_header: metadata, metadata, content }, { requiredKeys: ["header"] });
const texts = message.map((fields) => JSON.stringify(fields));

/** Messages that are none, or odd ones, in the protocol without a name. */
export const jsonFrames: Arbitrary<OddFrame> = oneof(
  texts,
  string(),
  uint8Array(),
  anything().map((one) => JSON.stringify(one, withoutBigInts) ?? ""),
  tuple(texts, string()).map(([text, more]) => text.slice(0, text.length - more.length) + more),
  tuple(message, buffers).map(([fields, some]) =>
    encodeJson({ channel: channelIn(fields), parts: [...parts(fields), ...some] }),
  ),
);

/** The same in the v1 protocol. */
export const v1Frames: Arbitrary<OddFrame> = oneof(
  tuple(message, buffers).map(([fields, some]) =>
    encodeV1({ channel: channelIn(fields), parts: [...parts(fields), ...some] }),
  ),
  tuple(message, uint8Array({ minLength: 1 })).map(([fields, changes]) => {
    const frame = encodeV1({ channel: channelIn(fields), parts: parts(fields) });
    for (const [index, change] of changes.entries()) frame[(change * 7 + index * 13) % frame.length] = change;
    return frame;
  }),
  uint8Array(),
  string(),
);

function parts(fields: Readonly<Record<string, unknown>>): Buffer[] {
  const names = ["header", "parent_header", "metadata", "content"];
  return names.map((name) => Buffer.from(JSON.stringify(fields[name]) ?? ""));
}

/** Whatever its name is. */
function channelIn({ channel: name }: { readonly channel?: unknown }): Channel {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that it is none is what is tried
  return (JSON.stringify(name) ?? "").replaceAll('"', "") as Channel;
}

function withoutBigInts(_: string, one: unknown): unknown {
  return typeof one === "bigint" ? Number(one) : one;
}
