/** Examples that an embedded kernel answers otherwise than ipykernel, with the reason: docs/embedded-kernel.md lists them. */
export const differences: ReadonlyMap<string, string> = new Map([
  [
    "errors: open('no-such-file')",
    "WebAssembly's error numbers are its own: a missing file is `[Errno 44]`, not `[Errno 2]`",
  ],
  ["magics: exit_code = !no", "`!command` raises `OSError: Not available`: there are no processes"],
  [
    "displays: class Nan:⏎    def _repr_mimebundle_(self, **_): return {'text/plain': 'n', 'application/json': {'x': float('nan'), 'd': b'ab'}}⏎Nan()",
    "A mime bundle with a NaN in it is made JSON without a warning on stderr",
  ],
]);
