/** What nunjucks says is wrong with a template, and where; for the innermost file that it names. */
export interface TemplateFault {
  /** Absolute, or where nunjucks found no such file the name that was asked for. */
  readonly file: string;
  /** From 1, where it is known. */
  readonly line?: number;
  readonly column?: number;
  readonly reason: string;
}

/** Takes an error of nunjucks apart; `name` is the template that was rendered. */
export function templateFault(name: string, cause: unknown): TemplateFault {
  const lines = (cause instanceof Error ? cause.message : String(cause)).split("\n").map((line) => line.trim());
  const last = lines.findLastIndex((line) => PLACE.test(line));
  const [, file = name, place = ""] = PLACE.exec(lines[last] ?? "") ?? [];
  const reason = lines.slice(last + 1).join(" ");
  // Around what a filter or a call threw nunjucks names the place of some call before it, and counts from 0.
  if (WRAPPED.test(reason)) return { file, reason: reason.replace(WRAPPED, "") };
  const [line, column] = [...place.matchAll(/\d+/g)].map(Number);
  return {
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    reason: REASONS[reason] ?? reason,
  };
}

const PLACE = /^(?:Template render error: )?\((.+)\)( \[Line \d+(?:, Column \d+)?\])?$/;

const WRAPPED = /^\w*Error: /;

const REASONS: Readonly<Record<string, string>> = {
  "attempted to output null or undefined value": "there is no such value",
};
