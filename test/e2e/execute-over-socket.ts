import { WebSocket } from "ws";

/** Executes code over a socket of its own, in JSON; resolves with what it printed first. */
export async function executeOverSocket(url: string, code: string): Promise<string> {
  const socket = new WebSocket(url.replace("http", "ws"));
  const header = { msg_id: "1", msg_type: "execute_request", session: "s", username: "", version: "5.3" };
  socket.on("open", () => socket.send(JSON.stringify({ channel: "shell", header, content: { code } })));
  return await new Promise<string>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (bytes: Buffer) => {
      const { msg_type: type, content } = JSON.parse(bytes.toString()) as Message;
      if (type === "stream") resolve(content.text);
    });
  });
}

interface Message {
  readonly msg_type: string;
  readonly content: { readonly text: string };
}
