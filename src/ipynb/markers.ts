import { compact } from "../basics/compact.ts";

/** What a cell's author has marked it with, for Jupyter, nbval or nbmake. */
export interface Markers {
  /** It is never executed: the marker that says so. */
  readonly skip?: string;
  /** Whether its outputs are to be compared; absent where nothing says so. */
  readonly compares?: boolean;
  /** It may raise where no saved output says what it does. */
  readonly mayRaise: boolean;
}

type Effect = Readonly<{ skip?: true; compares?: boolean; mayRaise?: true }>;

/** nbval's comments; its tags are the same words in lower case. */
const comments: Readonly<Record<string, Effect>> = {
  NBVAL_SKIP: { skip: true },
  NBVAL_IGNORE_OUTPUT: { compares: false },
  PYTEST_VALIDATE_IGNORE_OUTPUT: { compares: false },
  NBVAL_CHECK_OUTPUT: { compares: true },
  NBVAL_RAISES_EXCEPTION: { mayRaise: true },
};

const tags: Readonly<Record<string, Effect>> = {
  ...Object.fromEntries(
    Object.entries(comments).map(([name, effect]) => [name.toLowerCase().replaceAll("_", "-"), effect]),
  ),
  "skip-execution": { skip: true },
  "raises-exception": { mayRaise: true },
};

/** Reads a cell's markers as nbval does: a comment line that is one and nothing else, over a tag, and the last of several. */
export function readMarkers(code: string, cellTags: readonly string[]): Markers {
  const written = code.split(/\r\n|\r|\n/).map((line) => line.trim());
  const found = [
    ...cellTags.map((tag) => ({ name: `tagged ${tag}`, effect: effectOf(tags, tag) })),
    ...written
      .filter((line) => line.startsWith("#"))
      .map((line) => line.replace(/^#+/, "").trim())
      .map((comment) => ({ name: `marked ${comment}`, effect: effectOf(comments, comment) })),
  ];
  const skip = found.findLast(({ effect }) => effect.skip)?.name;
  const compares = found.findLast(({ effect }) => effect.compares !== undefined)?.effect.compares;
  return {
    ...compact({ skip, compares }),
    mayRaise: found.some(({ effect }) => effect.mayRaise),
  };
}

function effectOf(table: Readonly<Record<string, Effect>>, name: string): Effect {
  return Object.hasOwn(table, name) ? (table[name] ?? {}) : {};
}
