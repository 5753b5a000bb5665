import type { KernelProvider } from "../kernel/kernel.ts";
import type { Answer } from "./answer.ts";
import type { Fields } from "./fields.ts";
import type { Ledgers } from "./ledger.ts";
import type { Limits } from "./limits.ts";
import type { RequestCounts } from "./request-counts.ts";
import type { RunningKernels } from "./running-kernels.ts";
import type { Sessions } from "./sessions.ts";
import type { StartRules } from "./start-request.ts";

/** What routes work on. */
export interface Served {
  readonly provider: KernelProvider;
  readonly kernels: RunningKernels;
  readonly sessions: Sessions;
  readonly rules: StartRules;
  readonly requests: RequestCounts;
  readonly limits: Limits;
  readonly ledgers: Ledgers;
}

/** One request, as far as a route cares. */
export interface Call {
  /** The groups of the route's pattern, decoded. */
  readonly groups: readonly string[];
  readonly query: URLSearchParams;
  /** The members of a JSON object; absent where the request has none. */
  readonly body: Fields | undefined;
  /** Aborted when the client has gone away. */
  readonly signal: AbortSignal;
}

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly pattern: RegExp;
  /** For those who only look on: calling it is no activity. */
  readonly unnoticed?: true;
  readonly answer: (served: Served, call: Call) => Promise<Answer>;
}
