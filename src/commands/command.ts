import type { Style } from "../report/style.ts";

/** One command, as data: parsing, help and suggestions are made from it. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What may follow the command besides options: `[PATH…]`. */
  readonly operands: string;
  /** More than this many operands are refused. */
  readonly maxOperands: number;
  /** Paragraphs for the command's own help. */
  readonly about: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly Example[];
  /** Runs until it is stopped, which is then no failure. */
  readonly service?: boolean;
  /** A signal ends it at once until it listens, whatever is loaded or read: what came earlier cannot be lost. */
  readonly listensLater?: boolean;
  /** Loads what the command needs, only when it is called. */
  readonly load: () => Promise<RunCommand>;
}

export interface Option {
  readonly help: string;
  /** The name of its value in the help; absent for a switch. */
  readonly value?: string;
  readonly short?: string;
  /** A switch that can be given a value as well: `--update=new`. */
  readonly choice?: string;
  /** Its value is a list with commas; given more than once, the lists are one. */
  readonly list?: true;
}

export interface Example {
  readonly line: string;
  readonly does: string;
}

/** Does the work and gives the exit code. */
export type RunCommand = (args: Arguments, context: Context) => Promise<number>;

export interface Arguments {
  readonly operands: readonly string[];
  /** Switches that were given. */
  readonly switches: ReadonlySet<string>;
  /** Options with a value, by name; the last one given wins, but for lists. */
  readonly values: ReadonlyMap<string, string>;
}

/** All that a command may touch of the process that it runs in. */
export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the user asked for. */
  readonly out: Sink;
  /** Progress, problems and all that is said beside it. */
  readonly err: Sink;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
  /** From here on a signal aborts `signal`, and the command ends by itself. */
  readonly listen?: () => void;
  /** Takes what tells how far the work has come: said when the user wants to stop, and the process ends soon after. */
  readonly onStop?: (tell: () => void) => void;
}

/** A stream that text is written to. */
export interface Sink {
  write(text: string): void;
  /** Shows these lines below all that was written, in place of those of the last call; nothing where it is not live. */
  draw(lines: readonly string[]): void;
  readonly style: Style;
  /** A terminal, whose lines can be drawn again. */
  readonly live: boolean;
}
