import { createMessage } from "../../src/kernel/create-message.ts";
import type { Channel, Kernel, KernelClient, WireMessage } from "../../src/kernel/kernel.ts";

export interface SeenMessage {
  readonly channel: Channel;
  readonly id: string;
  readonly type: string;
  readonly parent: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface RecordedClient extends AsyncDisposable {
  /** All that this client has got so far. */
  readonly seen: readonly SeenMessage[];
  readonly client: KernelClient;
  /** Sends an execute_request; resolves with its id. */
  execute(code: string): Promise<string>;
  /** Resolves with the first message, past or future, that fits. */
  find(fits: (message: SeenMessage) => boolean): Promise<SeenMessage>;
  /** Resolves with what a request showed when it is idle and answered. */
  run(code: string): Promise<readonly string[]>;
  /** The same as one text. */
  shown(code: string): Promise<string>;
  /** Sends code that goes on; resolves with its id once it has begun. */
  begin(code: string): Promise<string>;
  /** Resolves with the name of the exception that a request ends with. */
  errorOf(id: string): Promise<unknown>;
}

/** A client of a kernel that keeps what it gets. */
export async function recordedClient(kernel: Kernel): Promise<RecordedClient> {
  const seen: SeenMessage[] = [];
  const wanted = new Set<() => void>();
  const client = await kernel.connect({
    onMessage(message) {
      seen.push(readMessage(message));
      for (const check of wanted) check();
    },
  });

  function find(fits: (message: SeenMessage) => boolean): Promise<SeenMessage> {
    return new Promise((resolve) => {
      const check = (): void => {
        const message = seen.find(fits);
        if (message === undefined) return;
        wanted.delete(check);
        resolve(message);
      };
      wanted.add(check);
      check();
    });
  }

  async function execute(code: string): Promise<string> {
    const content = { code, silent: false, store_history: true, allow_stdin: true, stop_on_error: false };
    const message = createMessage("shell", "execute_request", { session: "test", content });
    await client.send(message);
    return readMessage(message).id;
  }

  async function run(code: string): Promise<readonly string[]> {
    const id = await execute(code);
    await find(({ type, parent }) => type === "execute_reply" && parent === id);
    await find(
      ({ type, parent, content }) => type === "status" && parent === id && content["execution_state"] === "idle",
    );
    return seen
      .filter(({ type, parent }) => type === "stream" && parent === id)
      .map(({ content }) => String(content["text"]));
  }

  return {
    seen,
    client,
    execute,
    find,
    run,
    async shown(code) {
      return (await run(code)).join("");
    },
    async begin(code) {
      const id = await execute(`print("begun", flush=True)\n${code}`);
      await find(({ type, parent }) => type === "stream" && parent === id);
      return id;
    },
    async errorOf(id) {
      const reply = await find(({ type, parent }) => type === "execute_reply" && parent === id);
      return reply.content["ename"];
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

/** The states that a client was told, in order. */
export function statesIn(seen: readonly SeenMessage[]): unknown[] {
  return seen.filter(({ type }) => type === "status").map(({ content }) => content["execution_state"]);
}

function readMessage({ channel, parts }: WireMessage): SeenMessage {
  const [header, parent, , content] = parts.map((part) => JSON.parse(Buffer.from(part).toString()));
  return { channel, id: header.msg_id, type: header.msg_type, parent: parent.msg_id ?? "", content };
}
