import type { KernelState, WireMessage } from "./kernel.ts";

/** When a kernel last did something for somebody, judged as Jupyter Server does it: by what the kernel publishes. */
export class Activity {
  last: Date = new Date();

  /** Notes a published message; gives the state that it tells, unless it is about a question that is no work. */
  see({ parts }: WireMessage, state: KernelState): KernelState | undefined {
    const [header, parent, , content] = parts;
    const type = typeIn(header);
    const isWork = !noWork.has(typeIn(parent));
    if (isWork || state === "busy" || !noWork.has(type)) this.last = new Date();
    return type === "status" && isWork ? stateIn(content) : undefined;
  }
}

/**
 * Jupyter Server's list, of requests and of all that is published: a client that asks what the kernel is, or shows
 * itself to a debugger, does not keep it alive.
 */
const noWork: ReadonlySet<string | undefined> = new Set(
  [
    ["comm_info_request", "comm_info_reply", "kernel_info_request", "kernel_info_reply"],
    ["shutdown_request", "shutdown_reply", "interrupt_request", "interrupt_reply"],
    ["debug_request", "debug_reply", "debug_event", "input_request", "input_reply"],
    ["stream", "display_data", "update_display_data", "execute_input", "execute_result"],
    ["error", "status", "clear_output"],
  ].flat(),
);

/** A search is cheaper than a parse. */
function typeIn(header: Uint8Array | undefined): string | undefined {
  return header === undefined ? undefined : /"msg_type": ?"(\w+)"/.exec(textOf(header))?.[1];
}

/**
 * `starting`, which a kernel says once, may come after the first answer by which it is known to be ready, on another
 * channel; it is not what the kernel does by then, and nothing would follow that corrects it.
 */
function stateIn(content: Uint8Array | undefined): KernelState | undefined {
  if (content === undefined || content.length > 200) return undefined;
  const text = textOf(content);
  return (["idle", "busy"] as const).find((state) => text.includes(`"${state}"`));
}

function textOf(part: Uint8Array): string {
  return Buffer.from(part.buffer, part.byteOffset, part.length).toString("latin1");
}
