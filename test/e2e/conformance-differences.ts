/** Examples that an embedded kernel answers otherwise than ipykernel, with the reason: docs/embedded-kernel.md lists them. */
export const differences: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "WebAssembly's error numbers are its own: a missing file is `[Errno 44]`, not `[Errno 2]`": [
      "errors: open('no-such-file')",
    ],
    "`!command` raises `OSError: Not available`: there are no processes": ["magics: exit_code = !no"],
    "`%pip` refuses, as do `%conda`, `%mamba` and `%uv`: there is nowhere to install to": ["magics: %pip --version"],
    "A mime bundle with a NaN in it is made JSON without a warning on stderr": [
      "displays: class Nan:⏎    def _repr_mimebundle_(self, **_): return {'text/plain': 'n', 'application/json': {'x': float('nan'), 'd': b'ab'}}⏎Nan()",
    ],
    "A traceback ends where `input()`, `getpass()` or `sys.stdout.write()` is called: the kernel's own frames are not in it":
      [
        "output: sys.stdout.write(1)",
        "input() at the end of the answers",
        "input() that is not allowed",
        "getpass() that is not allowed",
      ],
    "Completion is IPython's own: Jedi, which knows types and signatures, would add a third to the package": [
      "completes with Jedi: cat.pu|",
      "completes with Jedi: isinst|",
      "completes with Jedi: for cat in [cat]: cat.pu|",
    ],
    "`kernel_info` offers no debugger and no subshells, which need threads, and no help on packages that are not there":
      ["kernel_info"],
  }).flatMap(([reason, titles]) => titles.map((title) => [title, reason] as const)),
);
