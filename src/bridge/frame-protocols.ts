import type { WireMessage } from "../kernel/kernel.ts";
import { decodeJson, encodeJson, encodeJsonText } from "./json-protocol.ts";
import { decodeV1, encodeV1 } from "./v1-protocol.ts";

/** How one socket's frames stand for messages: a text is a text frame, bytes are a binary one. */
export interface FrameProtocol {
  readonly encode: (message: WireMessage) => string | Buffer;
  /** Nothing where the frame is no message. */
  readonly decode: (frame: string | Buffer) => WireMessage | undefined;
}

/** The subprotocol that clients ask for by name. */
export const v1Name = "v1.kernel.websocket.jupyter.org";

export const v1Frames: FrameProtocol = {
  encode: encodeV1,
  decode: (frame) => (typeof frame === "string" ? undefined : decodeV1(frame)),
};

/** For a socket without a subprotocol: it gets text frames alone until it shows, by sending one, that it knows others. */
export function jsonFrames(): FrameProtocol {
  let knowsBinary = false;
  return {
    encode: (message) => (knowsBinary ? encodeJson(message) : encodeJsonText(message)),
    decode(frame) {
      knowsBinary ||= typeof frame !== "string";
      return decodeJson(frame);
    },
  };
}
