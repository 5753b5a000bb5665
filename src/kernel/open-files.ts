import { readFileSync } from "node:fs";

/** How many files and sockets this process may have open; Node has raised its limit to what the system lets it. */
export function openFilesLimit(): number {
  try {
    const [, files] = /^Max open files +(\d+|unlimited)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return files === "unlimited" ? most : Math.min(Number(files ?? usual), most);
  } catch {
    return usual;
  }
}

/** Of macOS, where Node raises it to OPEN_MAX. */
const usual = 10_240;
const most = 2 ** 20;
