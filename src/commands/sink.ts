import type { Sink } from "./command.ts";
import { terminalStyle } from "./terminal-style.ts";

/** A stream of this process as a sink: with colours where they are wanted, and a live area where it is a terminal. */
export function sinkOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Sink {
  // Whoever reads may close the pipe early (`| head`); the verdict is still due in the exit code.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const live = stream.isTTY && env["TERM"] !== "dumb" && !env["CI"];
  let drawn: readonly string[] = [];
  const erase = (): string => (drawn.length === 0 ? "" : `\u001b[${drawn.length}A\u001b[J`);
  return {
    write(text) {
      stream.write(`${erase()}${text}${drawn.map((line) => `${line}\n`).join("")}`);
    },
    draw(lines) {
      if (!live) return;
      const erasure = erase();
      drawn = lines;
      stream.write(`${erasure}${lines.map((line) => `${line}\n`).join("")}`);
    },
    style: terminalStyle({ isTTY: stream.isTTY, columns: stream.columns, env }),
    live,
  };
}
