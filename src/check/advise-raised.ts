/** What a lesson lacks whose cell raised this, where the exception tells; absent where it does not. */
export function adviseRaised({
  name,
  message,
}: {
  readonly name: string;
  readonly message: string;
}): string | undefined {
  switch (name) {
    case "ModuleNotFoundError": {
      const module = /^No module named '([^'.]+)/.exec(message)?.[1];
      return module === undefined ? undefined : adviseModule(module);
    }
    case "FileNotFoundError": {
      const path = /: '([^']+)'$/.exec(message)?.[1];
      if (path === undefined) return undefined;
      return path.startsWith("/")
        ? "A lesson runs on other machines too: name files from its own folder, under `files:`"
        : `A lesson has the files alone that it names: if ${path} lies beside it, write \`files: [${path}]\` at its top`;
    }
    default:
      return undefined;
  }
}

function adviseModule(module: string): string {
  return `Install what has \`${module}\` into the kernel's environment, or skip the step where it is not, by the name that pip has for it: \`requires: { packages: { NAME: any } }\`; a module of your own goes under \`files:\``;
}
