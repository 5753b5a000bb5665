// A kernel that speaks Jupyter's protocol over ZMQ and needs no Python. What it executes is a line of its own:
//   print TEXT | result-to TEXT | forge TEXT | env NAME | ask | flood N CODE | rate N SECONDS | exit CODE | sleep
// FAKE_LATE_IOPUB: milliseconds before it binds iopub. FAKE_FAIL: it ends at once, with this text on stderr.
// FAKE_STUBBORN: it ends neither when it is asked to nor for SIGTERM.
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Publisher, Router } from "zeromq";

const { FAKE_FAIL, FAKE_LATE_IOPUB, FAKE_STUBBORN } = process.env;
if (FAKE_FAIL) {
  process.stderr.write(`${FAKE_FAIL}\n`);
  process.exit(1);
}

const connection = JSON.parse(readFileSync(process.argv[2], "utf8"));
const session = randomUUID();
// As ipykernel's once its limit is lifted: else ZMQ itself drops what a busy machine does not fetch in time.
const publisher = new Publisher({ sendHighWaterMark: 0 });
const [shell, control, stdin, iopub] = [new Router(), new Router(), new Router(), publisher];
const wake = new Set();
/** ZMQ takes one send at a time. */
let sending = Promise.resolve();
process.on("SIGINT", () => wake.add("signal"));
if (FAKE_STUBBORN) process.on("SIGTERM", () => {});

bind(shell, "shell");
bind(control, "control");
bind(stdin, "stdin");
void serve(shell);
void serve(control);
await setTimeout(Number(FAKE_LATE_IOPUB ?? 0));
bind(iopub, "iopub");

function bind(socket, name) {
  const port = connection[`${name}_port`];
  socket.bindSync(connection.transport === "ipc" ? `ipc://${connection.ip}-${port}` : `tcp://${connection.ip}:${port}`);
}

async function serve(socket) {
  for await (const frames of socket) {
    const at = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
    const parts = frames.slice(at + 2);
    if (sign(parts) !== frames[at + 1].toString()) continue;
    const request = { socket, identity: frames[0], header: parts[0], content: JSON.parse(parts[3].toString()) };
    void setTimeout(20).then(() => wake.has("signal") && wake.add("message"));
    void answer(request, JSON.parse(parts[0].toString()).msg_type);
  }
}

async function answer(request, type) {
  await publish(request, "status", { execution_state: "busy" });
  if (type === "shutdown_request" && !FAKE_STUBBORN) process.exit(0);
  if (type === "kernel_info_request") await reply(request, "kernel_info_reply", { implementation: "fake" });
  if (type === "interrupt_request") await reply(request, "interrupt_reply", {});
  if (type === "execute_request") {
    await execute(request, ...request.content.code.split(" "));
    await reply(request, "execute_reply", { status: "ok" });
  }
  await publish(request, "status", { execution_state: "idle" });
}

async function execute(request, verb, ...words) {
  const print = (text, key) => publish(request, "stream", { name: "stdout", text }, key);
  if (verb === "print") await print(words.join(" "));
  if (verb === "env") await print(process.env[words[0]] ?? "absent");
  if (verb === "forge") {
    await print(`forged ${words.join(" ")}`, "another key");
    await print(words.join(" "));
  }
  if (verb === "ask")
    await send(stdin, [request.identity], "input_request", request, { prompt: "Name? ", password: false });
  if (verb === "flood") {
    for (let line = 1; line <= Number(words[0]); line += 1) await print(String(line));
    // An exit at once would take what still waits in this process with it.
    await setTimeout(100);
    process.exit(Number(words[1]));
  }
  if (verb === "rate") await printAtRate(Number(words[0]), Number(words[1]), print);
  if (verb === "exit") process.exit(Number(words[0]));
  // As an `await` in ipykernel: the signal is noticed when a message comes.
  if (verb === "sleep") while (!wake.has("message")) await setTimeout(1);
}

/** So many lines in each second, a hundredth of them at a time. */
async function printAtRate(rate, seconds, print) {
  const begun = performance.now();
  for (let line = 0; line < rate * seconds; line += 1) {
    const due = begun + (line / rate) * 1000;
    if (line % (rate / 100) === 0 && due > performance.now()) await setTimeout(due - performance.now());
    await print(String(line));
  }
}

async function publish(request, type, content, key) {
  await send(iopub, [Buffer.from(type)], type, request, content, key);
}

async function reply(request, type, content) {
  await send(request.socket, [request.identity], type, request, content);
}

async function send(socket, prefix, type, request, content, key = connection.key) {
  const header = {
    msg_id: randomUUID(),
    session,
    username: "fake",
    date: new Date().toISOString(),
    msg_type: type,
    version: "5.3",
  };
  const parts = [JSON.stringify(header), request.header, "{}", JSON.stringify(content)];
  sending = sending.then(() => socket.send([...prefix, "<IDS|MSG>", sign(parts, key), ...parts]));
  await sending;
}

function sign(parts, key = connection.key) {
  const hmac = createHmac("sha256", key);
  for (const part of parts.slice(0, 4)) hmac.update(part);
  return hmac.digest("hex");
}
