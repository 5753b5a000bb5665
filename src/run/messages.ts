import type { KernelMessage } from "@jupyterlab/services";

import { REFUSED, TOO_LARGE } from "../client/stand-ins.ts";

/** Messages by their type; `@jupyterlab/services` has guards of its own, but loading them costs 100 ms. */
interface MessageByType {
  readonly stream: KernelMessage.IStreamMsg;
  readonly display_data: KernelMessage.IDisplayDataMsg;
  readonly update_display_data: KernelMessage.IUpdateDisplayDataMsg;
  readonly execute_result: KernelMessage.IExecuteResultMsg;
  readonly error: KernelMessage.IErrorMsg;
  readonly clear_output: KernelMessage.IClearOutputMsg;
  readonly comm_open: KernelMessage.ICommOpenMsg;
  readonly comm_msg: KernelMessage.ICommMsgMsg;
  readonly status: KernelMessage.IStatusMsg;
  readonly input_request: KernelMessage.IInputRequestMsg;
}

/** True where the message is of the type; the client has validated that its content fits. */
export function isMessage<Type extends keyof MessageByType>(
  message: KernelMessage.IMessage,
  type: Type,
): message is MessageByType[Type] {
  return message.header.msg_type === type;
}

/** In place of a message that cannot be shown, with the reason. */
export interface RefusedMessage extends KernelMessage.IIOPubMessage {
  readonly content: { readonly reason: string };
}

/** True for what `completeMessage` put in place of a message. */
export function isRefused(message: KernelMessage.IMessage): message is RefusedMessage {
  const type: string = message.header.msg_type;
  return type === REFUSED && "reason" in message.content && typeof message.content["reason"] === "string";
}

/** True for what stands in place of a message that was too large to be taken. */
export function isTooLarge(message: KernelMessage.IMessage): boolean {
  const type: string = message.header.msg_type;
  return type === TOO_LARGE;
}
