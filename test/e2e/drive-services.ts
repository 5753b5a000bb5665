import {
  type Kernel,
  KernelAPI,
  KernelManager,
  type KernelMessage,
  KernelSpecManager,
  ServerConnection,
  SessionAPI,
  SessionManager,
} from "@jupyterlab/services";
import type { TestServer } from "./side-by-side.ts";

/** What a client saw: models and messages, without what differs from run to run. */
export type Transcript = Readonly<Record<string, unknown>>;

/** Settings for a server; the token goes in the URL as well, as in a browser. */
function settingsOf({ url, token }: TestServer): ServerConnection.ISettings {
  return ServerConnection.makeSettings({ baseUrl: url, wsUrl: url.replace("http", "ws"), token, appendToken: true });
}

/** Asks for kernelspecs as JupyterLab does. */
export async function driveKernelSpecs(server: TestServer): Promise<Transcript> {
  const manager = new KernelSpecManager({ serverSettings: settingsOf(server) });
  try {
    await manager.ready;
    const { python3 } = manager.specs?.kernelspecs ?? {};
    return { default: manager.specs?.default, python3 };
  } finally {
    manager.dispose();
  }
}

/** Starts, uses, interrupts, restarts and ends a kernel. */
export async function driveKernel(server: TestServer): Promise<Transcript> {
  const settings = settingsOf(server);
  const manager = new KernelManager({ serverSettings: settings });
  try {
    await manager.ready;
    const kernel = await manager.startNew({ name: "python3" });
    const info = await kernel.info;
    const cells = [];
    for (const code of codes) cells.push(await execute(kernel, code));
    const listed = await calm(async () => [await KernelAPI.getKernelModel(kernel.id, settings)]);
    const interrupted = await interruptLoop(kernel);
    await kernel.restart();
    const afterRestart = await execute(kernel, "print('kept' in dir())");
    const requests = await ask(kernel);
    await kernel.shutdown();
    const left = (await KernelAPI.listRunning(settings)).filter(({ id }) => id === kernel.id).length;
    return { info: Object.keys(info).toSorted(), cells, listed, interrupted, afterRestart, requests, left };
  } finally {
    manager.dispose();
  }
}

/** Starts a session, moves it, changes its kernel and ends it. */
export async function driveSession(server: TestServer): Promise<Transcript> {
  const serverSettings = settingsOf(server);
  const kernelManager = new KernelManager({ serverSettings });
  const manager = new SessionManager({ kernelManager, serverSettings });
  try {
    await manager.ready;
    const session = await manager.startNew({
      path: "a.ipynb",
      name: "a.ipynb",
      type: "notebook",
      kernel: { name: "python3" },
    });
    const { kernel: before } = session;
    await before?.info;
    const started = await calm(async () => await SessionAPI.listRunning(serverSettings));
    const ran = before === null ? undefined : await execute(before, "print(__session__.endswith('a.ipynb'))");
    await session.setPath("folder/b.ipynb");
    await session.setName("b.ipynb");
    await session.setType("console");
    const moved = await calm(async () => await SessionAPI.listRunning(serverSettings));
    const oldId = before?.id;
    const next = await session.changeKernel({ name: "python3" });
    await next?.info;
    const changed = await calm(async () => await SessionAPI.listRunning(serverSettings));
    const ranAgain = next === null || next === undefined ? undefined : await execute(next, "print('new')");
    const oldRuns = (await KernelAPI.listRunning(serverSettings)).some(({ id }) => id === oldId);
    await session.shutdown();
    return {
      started,
      ran,
      moved,
      changed,
      sameKernel: next?.id === oldId,
      ranAgain,
      oldRuns,
      left: await SessionAPI.listRunning(serverSettings),
    };
  } finally {
    manager.dispose();
    kernelManager.dispose();
  }
}

const codes = [
  "kept = 1; print('out'); import sys; print('err', file=sys.stderr)",
  "1 + 1",
  "from IPython.display import display, HTML; h = display(HTML('<b>x</b>'), display_id='d'); h.update(HTML('y'))",
  "1 / 0",
  "print(input('Name? '))",
  "from IPython.display import clear_output; print('a'); clear_output(); print('b')",
];

/** The messages of a cell, those of each channel in order: between channels there is none. */
async function execute(kernel: Kernel.IKernelConnection, code: string): Promise<Transcript> {
  const future = kernel.requestExecute({ code, allow_stdin: true, stop_on_error: true });
  const [iopub, stdin]: [unknown[], unknown[]] = [[], []];
  future.onIOPub = (message) => void iopub.push(summary(message));
  future.onStdin = (message) => {
    stdin.push(summary(message));
    future.sendInputReply({ status: "ok", value: "Ada" }, message.header as KernelMessage.IHeader<"input_request">);
  };
  const reply = await future.done;
  return { iopub: joined(iopub), stdin, reply: summary(reply) };
}

/** Not while it flushes: what it prints comes by itself, when it is in the loop. */
async function interruptLoop(kernel: Kernel.IKernelConnection): Promise<Transcript> {
  const began = new Promise<void>((resolve) => {
    kernel.iopubMessage.connect((_, message) => void (message.header.msg_type === "stream" && resolve()));
  });
  const done = execute(kernel, "print('on')\nwhile True: pass");
  await began;
  await kernel.interrupt();
  return await done;
}

async function ask(kernel: Kernel.IKernelConnection): Promise<Transcript> {
  await execute(kernel, "number = 3");
  const replies = [
    await kernel.requestComplete({ code: "numb", cursor_pos: 4 }),
    await kernel.requestInspect({ code: "number", cursor_pos: 3, detail_level: 0 }),
    await kernel.requestIsComplete({ code: "if True:" }),
    await kernel.requestHistory({ hist_access_type: "tail", n: 1, output: false, raw: true }),
    await kernel.requestCommInfo({}),
  ];
  return { replies: replies.map(summary) };
}

interface Message {
  readonly channel: string;
  readonly header: { readonly msg_type: string; readonly version?: string };
  readonly parent_header: object;
  readonly content: unknown;
  readonly buffers?: readonly unknown[];
}

function summary({ channel, header, parent_header: parent, content, buffers }: Message): Transcript {
  return {
    channel,
    type: header.msg_type,
    version: header.version,
    parent: "msg_type" in parent ? parent.msg_type : undefined,
    content: plain(content),
    buffers: buffers?.length ?? 0,
  };
}

/** ipykernel cuts a stream wherever its timer falls. */
function joined(messages: readonly unknown[]): readonly unknown[] {
  return messages.reduce<Transcript[]>((before, message) => {
    const next = message as Transcript;
    const last = before.at(-1);
    const [one, two] = [last?.["content"], next["content"]] as { name?: string; text?: string }[];
    if (last?.["type"] !== "stream" || next["type"] !== "stream" || one?.name !== two?.name) return [...before, next];
    return [...before.slice(0, -1), { ...last, content: { ...one, text: `${one?.text}${two?.text}` } }];
  }, []);
}

/** Without ids, times and what names a process. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (key, inner: unknown) =>
    /^(?:id|started|last_activity|engine|date)$/.test(key) ? typeof inner : inner,
  );
  return JSON.parse(
    text
      .replaceAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, "ID")
      .replaceAll(/ipykernel_\d+\/\d+/g, "ipykernel_PID/CELL"),
  ) as unknown;
}

/** The models that the server gives once all is calm: jupyter_server answers before a kernel is ready, the bridge then. */
async function calm<T>(models: () => Promise<T[]>): Promise<unknown> {
  for (;;) {
    const now = await models();
    const text = JSON.stringify(now);
    if (!/"execution_state":"(?:starting|busy)"/.test(text)) return plain(now);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
