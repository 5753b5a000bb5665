import { createMessage } from "../create-message.ts";
import type { Channel, WireMessage } from "../kernel.ts";

export interface ControlActions {
  readonly interrupt: () => void;
  readonly quit: () => void;
}

/** What only the kernel's owner can do is done, and answered, here: the thread may be busy. Undefined for all else. */
export function answerControl(
  { channel, parts }: WireMessage,
  session: string,
  actions: ControlActions,
): readonly WireMessage[] | undefined {
  if (channel !== "control") return undefined;
  const [header = "{}", , , body = "{}"] = parts.map((part) => Buffer.from(part).toString());
  const type = fieldOf(header, "msg_type");
  const reply = (content: Readonly<Record<string, unknown>>): readonly WireMessage[] => [
    child("iopub", "status", { execution_state: "busy" }),
    child("control", String(type).replace("_request", "_reply"), { status: "ok", ...content }),
    child("iopub", "status", { execution_state: "idle" }),
  ];
  const child = (on: Channel, kind: string, content: Readonly<Record<string, unknown>>): WireMessage => {
    const [own = new Uint8Array(), , metadata = new Uint8Array(), text = new Uint8Array()] = createMessage(on, kind, {
      session,
      content,
    }).parts;
    return { channel: on, parts: [own, Buffer.from(header), metadata, text] };
  };
  if (type === "interrupt_request") {
    actions.interrupt();
    return reply({});
  }
  if (type === "shutdown_request") {
    const restart = Boolean(fieldOf(body, "restart"));
    actions.quit();
    // As ipykernel, it tells all clients.
    return [...reply({ restart }), child("iopub", "shutdown_reply", { status: "ok", restart })];
  }
  return undefined;
}

/** A client may send anything. */
function fieldOf(json: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return Object.entries(value ?? {}).find(([key]) => key === name)?.[1];
  } catch {
    return undefined;
  }
}
