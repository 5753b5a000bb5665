/** What nunjucks says is wrong with a template, as `file:line:column: reason`, for the innermost file that it names. */
export function templateReason(name: string, cause: unknown): string {
  const lines = (cause instanceof Error ? cause.message : String(cause)).split("\n").map((line) => line.trim());
  const last = lines.findLastIndex((line) => PLACE.test(line));
  const [, path = name, place = ""] = PLACE.exec(lines[last] ?? "") ?? [];
  const reason = lines.slice(last + 1).join(" ");
  const thrown = WRAPPED.test(reason);
  // Around what a filter or a call threw nunjucks names the place of some call before it, and counts from 0.
  const where = thrown ? path : [path, ...place.matchAll(/\d+/g)].join(":");
  return `${where}: ${thrown ? reason.replace(WRAPPED, "") : (REASONS[reason] ?? reason)}`;
}

const PLACE = /^(?:Template render error: )?\((.+)\)( \[Line \d+(?:, Column \d+)?\])?$/;

const WRAPPED = /^\w*Error: /;

const REASONS: Readonly<Record<string, string>> = {
  "attempted to output null or undefined value": "there is no such value",
};
