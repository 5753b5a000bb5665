import type { Context, Sink } from "./command.ts";
import { terminalStyle } from "./terminal-style.ts";

/** What a sink needs of a stream; `process.stdout` fits. */
export type TerminalStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** A stream as a sink: with colours where they are wanted, and lines that are drawn again where it is a terminal. */
export function sinkOf(stream: TerminalStream, env: Context["env"]): Sink {
  // Whoever reads may close the pipe early (`| head`); the verdict is still due in the exit code.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const isTTY = stream.isTTY === true;
  const live = isTTY && env["TERM"] !== "dumb" && !env["CI"];
  let drawn: readonly string[] = [];
  const erase = (): string => (drawn.length === 0 ? "" : `\u001b[${drawn.length}A\u001b[J`);
  return {
    write: (text) => void stream.write(erase() + text + drawing(drawn)),
    draw(lines) {
      if (!live) return;
      const frame = erase() + drawing(lines);
      drawn = lines;
      if (frame !== "") stream.write(frame);
    },
    style: terminalStyle({ isTTY, columns: stream.columns, env }),
    live,
  };
}

/** With automatic wrapping off, a line stays one line however narrow the terminal, and can be counted when it is erased. */
function drawing(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `\u001b[?7l${lines.map((line) => `${line}\n`).join("")}\u001b[?7h`;
}
