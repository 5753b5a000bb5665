import type { KernelMessage, ServerConnection } from "@jupyterlab/services";

import { completeMessage, tooLarge, unreadable } from "./complete-message.ts";
import { TOO_LARGE } from "./stand-ins.ts";

type Serializer = ServerConnection.ISettings["serializer"];

/** The client's serializer for one connection, but nothing that a kernel or a server sends can make it throw. */
export function tolerantSerializer(own: Serializer): Serializer {
  // The client takes messages of another session than the last for those of a kernel that is no more.
  let session = "";
  return {
    serialize: (message, protocol) => own.serialize(message, protocol),
    deserialize: (data, protocol) => {
      const message = complete(own, data, { protocol, session });
      ({ session } = message.header);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has all that the client's validation asks for
      return message as unknown as KernelMessage.IMessage;
    },
  };
}

function complete(
  own: Serializer,
  data: unknown,
  { protocol, session }: { readonly protocol: string | undefined; readonly session: string },
): ReturnType<typeof completeMessage> {
  if (data === TOO_LARGE) return tooLarge(session);
  let message: unknown;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it takes text as well
    message = own.deserialize(data as ArrayBuffer, protocol);
  } catch {
    // Text where bytes are due, offsets beyond the end, no JSON: NaN in it, for one.
    return unreadable(session);
  }
  return completeMessage(message, session);
}
