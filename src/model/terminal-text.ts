/** Text as a front end shows it after carriage returns (back to the line's start) and backspaces. */
export function renderTerminalText(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text.replaceAll("\r\n", "\n").split("\n").map(renderLine).join("\n");
}

function renderLine(line: string): string {
  if (!/[\r\b]/.test(line)) return line;
  const shown: string[] = [];
  let at = 0;
  for (const character of line) {
    if (character === "\r") at = 0;
    else if (character === "\b") at = Math.max(0, at - 1);
    else shown[at++] = character;
  }
  return shown.join("");
}
