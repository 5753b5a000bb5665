import { styleText } from "node:util";

import { plainStyle, type Style } from "../report/style.ts";

/** What is asked of a stream to choose its style. */
export interface StyleOptions {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colours on a terminal, none elsewhere; NO_COLOR and FORCE_COLOR decide where they are set. */
export function terminalStyle({ isTTY, columns, env }: StyleOptions): Style {
  const width = columns === undefined || columns < 40 ? plainStyle.columns : Math.min(columns, plainStyle.columns);
  return { ...(wantsColour(isTTY, env) ? colours : plainStyle), columns: width };
}

// https://no-color.org and https://force-color.org; FORCE_COLOR outranks NO_COLOR, as in Node itself.
function wantsColour(isTTY: boolean, env: StyleOptions["env"]): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  return isTTY && env["TERM"] !== "dumb";
}

const colours: Omit<Style, "columns"> = {
  strong: dress("bold"),
  good: dress("green"),
  bad: dress("red"),
  warning: dress("yellow"),
  quiet: dress("dim"),
  place: dress("cyan"),
};

function dress(format: Parameters<typeof styleText>[0]): Style["strong"] {
  // Left to itself, styleText would ask stdout whether it wants colours, whichever stream this is for.
  return (text) => (text === "" ? "" : styleText(format, text, { validateStream: false }));
}
