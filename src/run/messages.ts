import type { KernelMessage } from "@jupyterlab/services";

/** Messages by their type; `@jupyterlab/services` has guards of its own, but loading them costs 100 ms. */
interface MessageByType {
  readonly stream: KernelMessage.IStreamMsg;
  readonly display_data: KernelMessage.IDisplayDataMsg;
  readonly update_display_data: KernelMessage.IUpdateDisplayDataMsg;
  readonly execute_result: KernelMessage.IExecuteResultMsg;
  readonly error: KernelMessage.IErrorMsg;
  readonly clear_output: KernelMessage.IClearOutputMsg;
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
