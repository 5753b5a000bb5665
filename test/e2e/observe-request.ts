import { stripVTControlCharacters } from "node:util";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { Kernel, KernelClient, WireMessage } from "../../src/kernel/kernel.ts";

export interface Request {
  /** `execute_request` unless given. */
  readonly type?: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Answers to input(). */
  readonly input?: readonly string[];
  /** Contents of further requests of this type, sent at once: the kernel has them while it is busy with the first. */
  readonly atOnce?: readonly Readonly<Record<string, unknown>>[];
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
  { type = "execute_request", content, input = [], atOnce = [] }: Request,
  listen: (onMessage: (message: Message) => void) => void,
): Promise<readonly Observed[]> {
  const sent = [content, ...atOnce].map((each) => createMessage("shell", type, { session: "test", content: each }));
  const ids = sent.map(({ parts }) => String(JSON.parse(Buffer.from(parts[0] ?? []).toString()).msg_id));
  const answers = [...input];
  const messages: Message[] = [];
  const of = (id: string): Message[] => messages.filter(({ parent }) => parent === id);
  await new Promise<void>((resolve) => {
    listen((message) => {
      if (!ids.includes(message.parent)) return;
      messages.push(message);
      if (message.type === "input_request") {
        const value = answers.shift() ?? "\u0004";
        void client.send(createMessage("stdin", "input_reply", { session: "test", content: { status: "ok", value } }));
      }
      if (ids.every((id) => isDone(of(id), type))) resolve();
    });
    for (const message of sent) void client.send(message);
  });
  return ids.flatMap((id) =>
    mergeStreams(of(id)).map(({ type: kind, content: shown }): Observed => [kind, normalise(shown)]),
  );
}

/** Messages of comms have no reply. */
function isDone(messages: readonly Message[], type: string): boolean {
  const idle = messages.some(({ content }) => content["execution_state"] === "idle");
  return idle && (!type.endsWith("_request") || messages.some((message) => message.type.endsWith("_reply")));
}

function read({ parts }: WireMessage): Message {
  const [header, parent, , content] = parts.map((part) => JSON.parse(Buffer.from(part).toString()));
  return { type: header.msg_type, parent: parent.msg_id ?? "", content };
}

/** Where streams are cut, and cut each other, is a matter of time. Questions and replies travel apart from iopub: they come last here. */
function mergeStreams(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  for (const message of messages.filter(({ type }) => !isApart(type))) {
    const streams =
      message.type === "stream" ? merged.slice(merged.findLastIndex(({ type }) => type !== "stream") + 1) : [];
    const same = streams.find(({ content }) => content["name"] === message.content["name"]);
    if (same !== undefined) {
      same.content["text"] = `${String(same.content["text"])}${String(message.content["text"])}`;
    } else {
      merged.push({ ...message, content: { ...message.content } });
    }
  }
  return [...merged, ...messages.filter(({ type }) => isApart(type))];
}

function isApart(type: string): boolean {
  return type === "input_request" || type.endsWith("_reply");
}

function normalise(value: unknown): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value), (key, item: unknown) => {
    if (key === "engine_info") return undefined;
    if (key === "traceback" && Array.isArray(item)) return framesOf(item.join("\n"));
    if (key === "banner" || key === "version") return typeof item;
    return typeof item === "string" ? plain(item) : item;
  });
}

function plain(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll(/0x[0-9a-f]{5,}/g, "0x…")
      // What %time and %timeit measure.
      .replaceAll(/\d+(?:\.\d+)?(?:e\+\d+)? (?:ns|[μu]s|ms|s)\b/g, "…")
      .replaceAll(/\/tmp\/nbproof-conformance-\w+\//g, "")
      // Newer Pythons underline more, and quote no line of an end of input.
      .replaceAll(/^[ |]*~[~^]*\n/gm, "")
      .replaceAll(/^( *)\^+\n/gm, "$1^\n")
      .replaceAll(/(docs\.python\.org\/)\d+\.\d+/g, "$1…")
      .replaceAll(/\/tmp\/ipykernel_\d+\//g, "")
      .replaceAll(/[^\s"]*\/(?:site-packages|ipython\.zip|python3\.?\d+(?:\.zip)?)\//g, "")
  );
}

/** A traceback's frames; of those outside cells, the function alone: each Python's library has other lines. */
function framesOf(traceback: string): string[] {
  return plain(traceback)
    .split("\n\n")
    .map((block) => block.replace(/^( *File [\w/.]+):\d+,? (in [\w.<>]+)[^]*/, "$1 $2"));
}
