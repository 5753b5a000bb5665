import type { Facts } from "../model/facts.ts";
import type { RaisedError } from "./raised.ts";

type Raised = Pick<RaisedError, "name" | "message">;

/** What a lesson lacks whose cell raised this, where the exception tells; absent where it does not. */
export function adviseRaised(raised: Raised): string | undefined {
  const module = missingModule(raised);
  if (module !== undefined) {
    return `Install what has \`${module}\` into the kernel's environment, or skip the step where it is not, by the name that pip has for it: \`requires: { packages: { NAME: any } }\`; a module of your own goes under \`files:\``;
  }
  const path = missingFile(raised);
  if (path === undefined) return undefined;
  return path.startsWith("/")
    ? "A lesson runs on other machines too: name files from its own folder, under `files:`"
    : `A lesson has the files alone that it names: if ${path} lies beside it, write \`files: [${path}]\` at its top`;
}

/** The same of a notebook, which requires nothing: its kernel may simply be another than its author's. */
export function adviseRaisedInNotebook(raised: Raised, facts: Facts | undefined): string | undefined {
  const module = missingModule(raised);
  if (module === undefined || facts === undefined) return undefined;
  const kernel = `${facts.implementation} ${facts.version}`;
  return `The kernel that it ran on (${kernel}) has no module \`${module}\`: install it there, or name another kernel with --kernel`;
}

function missingModule({ name, message }: Raised): string | undefined {
  return name === "ModuleNotFoundError" ? /^No module named '([^'.]+)/.exec(message)?.[1] : undefined;
}

function missingFile({ name, message }: Raised): string | undefined {
  return name === "FileNotFoundError" ? /: '([^']+)'$/.exec(message)?.[1] : undefined;
}
