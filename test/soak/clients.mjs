// node test/soak/clients.mjs: so many clients at one `nbproof serve` as a room of JupyterLab users, each with two
// WebSockets to a kernel and a message on its control channel; and then more than it takes. Exits with 1 where an
// output was lost, the limit was not told, or anything is left.
//   --clients 250  --kernels 50
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

import { WebSocket } from "ws";

import { makeVenv } from "../../scripts/make-venv.mjs";
import { leftovers } from "./leftovers.mjs";

const { values } = parseArgs({
  options: { clients: { type: "string", default: "250" }, kernels: { type: "string", default: "50" } },
});
const wanted = { clients: Number(values.clients), kernels: Number(values.kernels) };
const python = process.env.NBPROOF_TEST_PYTHON ?? (await makeVenv());
const token = "token-of-the-soak";
const folder = mkdtempSync(join(tmpdir(), "nbproof-clients-"));
const marker = `NBPROOF_SOAK=${folder}`;
const given = { NBPROOF_SOAK: folder, NBPROOF_TOKEN: token, TMPDIR: folder, HOME: folder };
// The kernelspec python3 of that environment.
const env = { PATH: "/usr/bin:/bin", JUPYTER_PATH: join(dirname(dirname(python)), "share", "jupyter"), ...given };
const cli = new URL("../../dist/cli.js", import.meta.url).pathname;
const limits = ["--max-kernels", String(wanted.kernels)];
const server = spawn(process.execPath, [cli, "serve", "--port", "0", ...limits], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
const url = await addressOf(server);
const faults = [];

const ids = [];
for (let n = 0; n < wanted.kernels; n += 1)
  ids.push((await (await call("POST", "api/kernels", { name: "python3" })).json()).id);
const beyond = await call("POST", "api/kernels", { name: "python3" });
if (beyond.status !== 403) faults.push(`a kernel more than ${wanted.kernels} got ${beyond.status}`);

const before = memory(server.pid);
const sockets = [];
const shown = await Promise.all(Array.from({ length: wanted.clients }, async (_, n) => await useAsLab(n)));
const lost = shown.filter((whole) => !whole).length;
if (lost > 0) faults.push(`${lost} of ${wanted.clients} clients did not get all that their cells printed`);
const busiest = memory(server.pid);

// One client after another, until there is no room.
let more = 0;
let refusal;
while (refusal === undefined && more < 2_000) {
  const socket = new WebSocket(channelsOf(more));
  const [event] = await Promise.race([
    once(socket, "open").then(() => ["open"]),
    once(socket, "unexpected-response").then(([, response]) => [response.statusCode]),
  ]);
  if (event === "open") more += 1;
  else refusal = event;
  sockets.push(socket);
}
if (refusal !== 503) faults.push(`beyond the limit came ${refusal}`);
const [first] = sockets;
if (!(await prints(first, "still here"))) faults.push("a client lost its kernel when others were refused");

for (const socket of sockets) socket.terminate();
for (const id of ids) await call("DELETE", `api/kernels/${id}`);
const after = memory(server.pid);
server.kill("SIGTERM");
const [code] = await once(server, "exit");
if (code !== 0) faults.push(`the server ended with ${code}`);
const left = leftovers(folder, marker).filter((what) => what.startsWith("process"));
if (left.length > 0) faults.push(`left: ${left.join(", ")}`);
const files = readdirSync(folder).filter((name) => !name.startsWith("."));
if (files.length > 0) faults.push(`left: ${files.join(", ")}`);
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ ...wanted, lost, socketsMore: more, refusal, megabytes: { before, busiest, after } }));
for (const fault of faults) console.log(`✗ ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function addressOf({ stdout }) {
  let text = "";
  for await (const chunk of stdout) {
    text += chunk;
    const [found] = /http:\/\/127\.0\.0\.1:\d+\//.exec(text) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error(`No address: ${text}`);
}

async function call(method, path, body) {
  const headers = { authorization: `token ${token}`, "content-type": "application/json", connection: "close" };
  return await fetch(new URL(path, url), { method, headers, body: body && JSON.stringify(body) });
}

function channelsOf(n) {
  const id = ids[n % ids.length];
  return `${url.replace("http", "ws")}api/kernels/${id}/channels?session_id=${randomUUID()}&token=${token}`;
}

/** As a notebook and its console do: each asks on the control channel, and one runs a cell. */
async function useAsLab(n) {
  const own = [new WebSocket(channelsOf(n)), new WebSocket(channelsOf(n))];
  sockets.push(...own);
  await Promise.all(own.map((socket) => once(socket, "open")));
  const answers = own.map((socket) => request(socket, "control", "kernel_info_request", {}, isReply));
  return (await prints(own[0], `${n} `.repeat(2_000))) && (await Promise.all(answers)).every(Boolean);
}

async function prints(socket, text) {
  let printed = "";
  return await request(socket, "shell", "execute_request", { code: `print(${JSON.stringify(text)})` }, (message) => {
    if (message.header.msg_type === "stream") printed += message.content.text;
    return printed === `${text}\n`;
  });
}

function isReply({ header }) {
  return header.msg_type === "kernel_info_reply";
}

/** Whether the answers to a request, in the end, are those that are awaited. */
async function request(socket, channel, type, content, isAwaited) {
  const header = { msg_id: randomUUID(), msg_type: type, session: "lab", username: "", version: "5.3", date: "" };
  socket.send(JSON.stringify({ channel, header, parent_header: {}, metadata: {}, content }));
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 120_000);
    socket.on("message", (data, isBinary) => {
      const message = isBinary ? undefined : JSON.parse(data.toString());
      if (message?.parent_header?.msg_id !== header.msg_id || !isAwaited(message)) return;
      clearTimeout(timer);
      resolve(true);
    });
  });
}

function memory(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
