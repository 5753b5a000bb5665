/**
 * Of what nbproof prints, what is wrong: the same at each run and on each machine, without kernels, verdicts other than
 * errors, summary, durations, ports and the folder's path.
 */
export function whatIsWrong(text: string, folder: string): string {
  const lines = text.replaceAll(`${folder}/`, "").split("\n");
  const wrong = lines.filter((line) => !around.some((regex) => regex.test(line)));
  const timeless = wrong.map((line) => (line.startsWith("! ") ? line.replace(/ {2}\d+(?:\.\d+)? m?s\b/, "") : line));
  // Any free port: a page names the one that Jupyter servers take first.
  const portless = timeless.join("\n").replaceAll(/\b127\.0\.0\.1:\d+/g, "127.0.0.1:8888");
  return `${portless.replaceAll(/\n{3,}/g, "\n\n").trim()}\n`;
}

const around = [
  /^Kernel /,
  /^(?: {2})?[✓✗–] /,
  /^ {2}! /,
  /^\d+ (?:problem|lesson)s?\b/,
  /^Hash seed\b/,
  /^ *with the server's own /,
  /^No cell ran/,
  /^To install what is missing /,
  /^Explained/,
];
