/**
 * Of what nbproof prints, what is wrong: the same at each run and on each machine, without kernels, verdicts other than
 * errors, summary, durations and the folder's path.
 */
export function whatIsWrong(text: string, folder: string): string {
  const lines = text.replaceAll(`${folder}/`, "").split("\n");
  const wrong = lines.filter((line) => !around.some((regex) => regex.test(line)));
  const timeless = wrong.map((line) => (line.startsWith("! ") ? line.replace(/ {2}\d+(?:\.\d+)? m?s\b/, "") : line));
  return `${timeless.join("\n").replaceAll(/\n{3,}/g, "\n\n").trim()}\n`;
}

const around = [
  /^Kernel /,
  /^(?: {2})?[✓✗–] /,
  /^ {2}! /,
  /^\d+ (?:problem|lesson)s?\b/,
  /^Hash seed /,
  /^No cell ran/,
  /^Explained/,
];
