import type { WireMessage } from "../kernel/kernel.ts";
import { decodeJson, decodeJsonText, encodeJson, encodeJsonText } from "./json-protocol.ts";
import { decodeV1, encodeV1 } from "./v1-protocol.ts";

/** A frame of a WebSocket: bytes, or text that is in bytes. */
export interface Frame {
  readonly bytes: Buffer;
  readonly binary: boolean;
}

/** How one socket's frames stand for messages. */
export interface FrameProtocol {
  readonly encode: (message: WireMessage) => Frame;
  /** Nothing where the frame is no message. */
  readonly decode: (frame: Frame) => WireMessage | undefined;
}

/** The subprotocol that clients ask for by name. */
export const v1Name = "v1.kernel.websocket.jupyter.org";

export const v1Frames: FrameProtocol = {
  encode: (message) => ({ bytes: encodeV1(message), binary: true }),
  decode: ({ bytes, binary }) => (binary ? decodeV1(bytes) : undefined),
};

/** For a socket without a subprotocol: it gets text frames alone until it shows, by sending one, that it knows others. */
export function jsonFrames(): FrameProtocol {
  let knowsBinary = false;
  return {
    encode(message) {
      const binary = knowsBinary && message.parts.length > 4;
      return { bytes: binary ? encodeJson(message) : encodeJsonText(message), binary };
    },
    decode({ bytes, binary }) {
      knowsBinary ||= binary;
      return binary ? decodeJson(bytes) : decodeJsonText(bytes);
    },
  };
}
