import { compact } from "../basics/compact.ts";
import type { Facts } from "../model/facts.ts";
import type { Observation } from "../model/observation.ts";
import type { Action, RunStep } from "../model/plan.ts";
import { lackedPackages } from "../model/unmet-requirements.ts";
import { type ExecuteOptions, needsNewKernel, type SentCell } from "./execute-cell.ts";
import type { LessonKernel } from "./lesson-kernel.ts";
import type { CellOptions } from "./run-action.ts";
import type { MachineLock } from "./shared-exclusive-lock.ts";

/** How many cells wait in the kernel behind the one that runs: one begins at once, and the other while that is judged. */
const DEPTH = 2;

/**
 * Those that answer whatever they are sent while they reply: ipykernel 7.0 to 7.3 leaves a request unread now and then
 * until another comes. https://github.com/ipython/ipykernel/issues/1554
 */
const TAKES_AHEAD: readonly string[] = [">=6.29,<7", ">=7.4"];

/** Whether a kernel with these facts takes cells while another runs, without losing one (`npm run test:ahead`). */
export function takesCellsAhead({ info, isForeign }: Pick<LessonKernel, "info" | "isForeign">, facts: Facts): boolean {
  // Where a connection may be cut, it would not be known which of them the kernel got.
  if (isForeign || info.implementation !== "ipython") return false;
  return TAKES_AHEAD.some((ipykernel) => lackedPackages({ packages: { ipykernel } }, facts).length === 0);
}

/**
 * Another cell than it seems may be at fault: an interrupt ended one that was behind the one it was meant for, or a kernel
 * died in it before it had sent all that the one in front showed. What the lesson shows is known when each cell waits.
 */
export class AheadFailure extends Error {
  override readonly name = "AheadFailure";

  constructor() {
    super("A cell that was sent ahead may be at fault for what the one in front of it shows");
  }
}

type CellAction = Extract<Action, { readonly kind: "cell" }>;

interface PlannedCell {
  readonly step: RunStep;
  readonly action: CellAction;
}

interface CellAhead {
  readonly cell: PlannedCell;
  readonly sent: SentCell;
}

/**
 * Sends a plan's cells to their kernel before the ones in front of them have ended, as Run All of JupyterLab does: the
 * kernel then never waits for us. Each still has its own outputs, its own end, and its deadline from its own `busy`.
 */
export class CellsAhead implements Disposable {
  readonly #kernel: LessonKernel;
  readonly #options: CellOptions;
  readonly #lock: MachineLock;
  /** What may be sent while a cell runs, by that cell's action. */
  readonly #next: ReadonlyMap<Action, PlannedCell>;
  /** What was sent and nobody has asked for yet, in order. */
  #ahead: CellAhead[] = [];

  constructor(
    kernel: LessonKernel,
    plan: readonly RunStep[],
    { lock, ...options }: CellOptions & { readonly lock: MachineLock },
  ) {
    this.#kernel = kernel;
    this.#options = options;
    this.#lock = lock;
    this.#next = followers(plan);
  }

  /** Executes a cell of the plan, and sends what may come behind it. Throws `AheadFailure`. */
  async execute(step: RunStep, action: CellAction): Promise<Observation> {
    const cell = { step, action };
    const sent = this.#take(action) ?? this.#send(cell);
    this.#fill(cell, sent);
    const ended = await sent.ended;
    if (ended === undefined) throw new Error("A cell was given up while it was wanted");
    const isSure = ended.seen.ending.kind !== "died" && !ended.interruptUnseen;
    if (!isSure && this.#ahead.length > 0) throw new AheadFailure();
    // What waits for a kernel that is no more will run in the next.
    if (needsNewKernel(ended.seen.ending)) this[Symbol.dispose]();
    else this.#fill(cell, sent);
    return this.#kernel.note(ended);
  }

  [Symbol.dispose](): void {
    for (const { sent } of this.#ahead) sent.giveUp();
    this.#ahead = [];
  }

  #take(action: CellAction): SentCell | undefined {
    if (this.#ahead[0]?.cell.action !== action) return undefined;
    return this.#ahead.shift()?.sent;
  }

  #send({ step: { timeout }, action }: PlannedCell, before?: SentCell): SentCell {
    const { outputLimit, signal } = this.#options;
    const { id: cellId, input, asksNobody } = action;
    const options: ExecuteOptions = { timeout, outputLimit, input, cellId, ...compact({ signal, asksNobody }) };
    return this.#kernel.send(action.code, options, before);
  }

  #fill(running: PlannedCell, runningSent: SentCell): void {
    while (this.#ahead.length < DEPTH) {
      const last = this.#ahead.at(-1) ?? { cell: running, sent: runningSent };
      const cell = this.#next.get(last.cell.action);
      if (cell === undefined) return;
      // Steps that measure time are waiting: what is sent now could run beside them.
      const release = this.#lock.shareNow();
      if (release === undefined) return;
      const sent = this.#send(cell, last.sent);
      sent.ended.then(release, release);
      this.#ahead.push({ cell, sent });
    }
  }
}

/** By a cell's action the one that follows it in the kernel, where nothing forbids that it waits there. */
function followers(plan: readonly RunStep[]): ReadonlyMap<Action, PlannedCell> {
  const actions = plan
    .filter(({ unmet }) => unmet.length === 0)
    .flatMap((step) => step.actions.map((action) => ({ step, action })));
  const pairs = actions.flatMap((cell, index): readonly (readonly [Action, PlannedCell])[] => {
    const next = actions[index + 1];
    return next !== undefined && isPlain(cell) && isPlain(next) ? [[cell.action, next]] : [];
  });
  return new Map(pairs);
}

/** Nobody is to answer it, and it may run beside others. */
function isPlain(cell: { readonly step: RunStep; readonly action: Action }): cell is PlannedCell {
  const { step, action } = cell;
  return action.kind === "cell" && action.input.length === 0 && !step.exclusive;
}
