import { stripVTControlCharacters } from "node:util";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { Kernel, KernelClient, WireMessage } from "../../src/kernel/kernel.ts";

export interface Request {
  /** `execute_request` unless given. */
  readonly type?: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Answers to input(). */
  readonly input?: readonly string[];
}

/** A message without what differs from run to run. */
export type Observed = readonly [type: string, content: Readonly<Record<string, unknown>>];

interface Message {
  readonly type: string;
  readonly parent: string;
  readonly content: Record<string, unknown>;
}

/** Sends requests to a kernel one after the other, and gives for each the messages that came of it, in their order. */
export async function observeRequests(kernel: Kernel, requests: readonly Request[]): Promise<(readonly Observed[])[]> {
  const listener: { onMessage?: (message: Message) => void } = {};
  await using client = await kernel.connect({ onMessage: (message) => listener.onMessage?.(read(message)) });
  const observed: (readonly Observed[])[] = [];
  for (const request of requests) {
    observed.push(
      await observe(client, request, (listen) => {
        listener.onMessage = listen;
      }),
    );
  }
  return observed;
}

async function observe(
  client: KernelClient,
  { type = "execute_request", content, input = [] }: Request,
  listen: (onMessage: (message: Message) => void) => void,
): Promise<readonly Observed[]> {
  const request = createMessage("shell", type, { session: "test", content });
  const { msg_id: id } = JSON.parse(Buffer.from(request.parts[0] ?? []).toString());
  const answers = [...input];
  const messages: Message[] = [];
  let [replied, idle] = [false, false];
  await new Promise<void>((resolve) => {
    listen((message) => {
      if (message.parent !== id) return;
      messages.push(message);
      if (message.type === "input_request") {
        const value = answers.shift() ?? "\u0004";
        void client.send(createMessage("stdin", "input_reply", { session: "test", content: { status: "ok", value } }));
      }
      replied ||= message.type.endsWith("_reply");
      idle ||= message.type === "status" && message.content["execution_state"] === "idle";
      if (replied && idle) resolve();
    });
    void client.send(request);
  });
  return mergeStreams(messages).map(({ type: kind, content: shown }) => [kind, normalise(shown)]);
}

function read({ parts }: WireMessage): Message {
  const [header, parent, , content] = parts.map((part) => JSON.parse(Buffer.from(part).toString()));
  return { type: header.msg_type, parent: parent.msg_id ?? "", content };
}

/** Where a stream is cut is a matter of time. Replies travel apart from iopub: they come last here. */
function mergeStreams(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  for (const message of messages.filter(({ type }) => !type.endsWith("_reply"))) {
    const last = merged.at(-1);
    if (message.type === "stream" && last?.type === "stream" && last.content["name"] === message.content["name"]) {
      last.content["text"] = `${String(last.content["text"])}${String(message.content["text"])}`;
    } else {
      merged.push({ ...message, content: { ...message.content } });
    }
  }
  return [...merged, ...messages.filter(({ type }) => type.endsWith("_reply"))];
}

function normalise(value: unknown): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value), (key, item: unknown) => {
    if (key === "engine_info") return undefined;
    if (key === "traceback" && Array.isArray(item)) return ownFrames(item.join("\n"));
    return typeof item === "string" ? plain(item) : item;
  });
}

function plain(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll(/0x[0-9a-f]{5,}/g, "0x…")
      .replaceAll(/\/tmp\/nbproof-conformance-\w+\//g, "")
      // Newer Pythons underline more.
      .replaceAll(/^[ |]*[~^]+\n/gm, "")
      .replaceAll(/\/tmp\/ipykernel_\d+\//g, "")
      .replaceAll(/[^\s"]*\/(?:site-packages|ipython\.zip)\//g, "")
  );
}

/** A traceback's frames in cells: those of the standard library have other lines in each version of Python. */
function ownFrames(traceback: string): string[] {
  const blocks = plain(traceback).split("\n\n");
  return blocks.filter((block) => !/^File .*(?:python3|lib|frozen|ipykernel|IPython)/.test(block));
}
