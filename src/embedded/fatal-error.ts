/** What ended Python, from the error that got as far as JavaScript: none does that Python survives. */
export interface FatalError {
  /** As the engine said it. */
  readonly said: string;
  /** What that means, where it is known. */
  readonly known?: { readonly signal: "SIGSEGV" | "SIGABRT"; readonly what: string };
}

/** Tells what an error means that ended Python. */
export function readFatalError(error: unknown): FatalError {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const known = fatal.find(({ sign }) => sign.test(said));
  return known === undefined ? { said } : { said, known: { signal: known.signal, what: known.what } };
}

/** Named as a process would end. Firefox and Safari have words of their own for a stack that is full. */
const fatal = [
  {
    sign: /call stack|too much recursion/,
    signal: "SIGSEGV",
    what: "The stack overflowed: too deep a recursion, in Python or in a repr()",
  },
  { sign: /out of bounds|null function/, signal: "SIGSEGV", what: "Memory was used that is not there" },
  { sign: /unreachable|Aborted/, signal: "SIGABRT", what: "Python aborted" },
] as const;
