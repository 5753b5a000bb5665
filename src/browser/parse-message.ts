import type { KernelMessage } from "@jupyterlab/services";

import type { FromWorker } from "./worker-messages.ts";

/** A Jupyter message, of whose parts the worker has told the JSON. */
export function parseMessage({
  channel,
  header,
  parent,
  metadata,
  content,
}: Extract<FromWorker, { type: "message" }>): KernelMessage.IMessage {
  const message: unknown = {
    channel,
    header: JSON.parse(header),
    parent_header: JSON.parse(parent),
    metadata: JSON.parse(metadata),
    content: JSON.parse(content),
    buffers: [],
  };
  // Our own kernel's (python/nbproof_kernel/wire.py).
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return message as KernelMessage.IMessage;
}

export function isPublished(message: KernelMessage.IMessage): message is KernelMessage.IIOPubMessage {
  return message.channel === "iopub";
}

export function isQuestion(message: KernelMessage.IMessage): message is KernelMessage.IInputRequestMsg {
  return message.channel === "stdin" && message.header.msg_type === "input_request";
}

export function isReply(message: KernelMessage.IMessage): message is KernelMessage.IExecuteReplyMsg {
  return message.channel === "shell" && message.header.msg_type === "execute_reply";
}
