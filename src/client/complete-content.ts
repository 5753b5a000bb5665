import { isRecord } from "../basics/is-record.ts";

/** A message's content as the client takes it; or what it lacks that a reader would see; or nothing that anybody would see. */
export type CompleteContent =
  | { readonly kind: "complete"; readonly content: Content }
  | { readonly kind: "refused"; readonly lacks: string }
  | { readonly kind: "ignored" };

type Content = Readonly<Record<string, unknown>>;

/** Fills in what goes without saying in a message's content, by its channel and type. */
export function completeContent(channel: string, type: string, value: unknown): CompleteContent {
  const rules = channel === "iopub" ? published : answers;
  const rule = Object.hasOwn(rules, type) ? rules[type] : undefined;
  if (rule === undefined) return complete(isRecord(value) ? value : {});
  if (!isRecord(value)) return rule.isShown ? refused("without content") : ignoredOr(rule);
  return rule.complete(value);
}

interface Rule {
  /** Without its content a reader misses something. */
  readonly isShown: boolean;
  /** A message of the type is of use without content. */
  readonly isNeeded?: boolean;
  readonly complete: (content: Content) => CompleteContent;
}

function ignoredOr(rule: Rule): CompleteContent {
  return rule.isNeeded === true ? rule.complete({}) : { kind: "ignored" };
}

/** What a client sees: https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel */
const published: Readonly<Record<string, Rule>> = {
  stream: { isShown: true, complete: completeStream },
  display_data: { isShown: true, complete: completeDisplay },
  update_display_data: { isShown: true, complete: completeUpdate },
  execute_result: { isShown: true, complete: completeResult },
  error: { isShown: true, complete: completeError },
  // Whether the output before it is to go, and when, cannot be guessed.
  clear_output: {
    isShown: true,
    complete: (content) => (typeof content["wait"] === "boolean" ? complete(content) : refused("without wait")),
  },
  status: {
    isShown: false,
    complete: (content) => completeIf(STATES.has(content["execution_state"]), content),
  },
  execute_input: {
    isShown: false,
    complete: (content) =>
      completeIf(typeof content["code"] === "string" && typeof content["execution_count"] === "number", content),
  },
  comm_open: {
    isShown: false,
    complete: (content) =>
      completeIf(
        typeof content["comm_id"] === "string" && typeof content["target_name"] === "string" && "data" in content,
        content,
      ),
  },
  comm_msg: {
    isShown: false,
    complete: (content) => completeIf(typeof content["comm_id"] === "string" && "data" in content, content),
  },
  comm_close: {
    isShown: false,
    complete: (content) => completeIf(typeof content["comm_id"] === "string", content),
  },
  shutdown_reply: {
    isShown: false,
    complete: (content) => completeIf(typeof content["restart"] === "boolean", content),
  },
};

/** What answers or asks: of use even where it says too little. */
const answers: Readonly<Record<string, Rule>> = {
  kernel_info_reply: { isShown: false, isNeeded: true, complete: completeInfo },
  execute_reply: { isShown: false, isNeeded: true, complete: completeReply },
  input_request: {
    isShown: false,
    isNeeded: true,
    complete: (content) =>
      complete({ ...content, prompt: textOr(content["prompt"], ""), password: content["password"] === true }),
  },
};

const DEEPEST = 500;

const STATES: ReadonlySet<unknown> = new Set(["starting", "idle", "busy", "restarting", "dead"]);

function completeStream(content: Content): CompleteContent {
  const { name, text } = content;
  if (typeof text !== "string") return refused("without text");
  if (typeof name !== "string") return refused("without a name");
  // As JupyterLab shows it: all that is not stderr.
  return complete({ ...content, name: name === "stderr" ? "stderr" : "stdout" });
}

function completeDisplay(content: Content): CompleteContent {
  const { data, metadata, transient } = content;
  if (!isRecord(data)) return refused("without data");
  if (isTooDeep(data)) return refused("whose data no notebook could hold, so deep is it");
  const id = isRecord(transient) && typeof transient["display_id"] === "string" ? { transient } : {};
  const { transient: _, ...rest } = content;
  return complete({ ...rest, metadata: isRecord(metadata) ? metadata : {}, ...id });
}

function completeUpdate(content: Content): CompleteContent {
  const display = completeDisplay(content);
  if (display.kind !== "complete" || "transient" in display.content) return display;
  return refused("without the id of a display");
}

function completeResult(content: Content): CompleteContent {
  const display = completeDisplay(content);
  if (display.kind !== "complete") return display;
  return complete({ ...display.content, execution_count: countOr(content["execution_count"], 0) });
}

function completeError(content: Content): CompleteContent {
  const { ename, evalue } = content;
  if (typeof ename !== "string" && typeof evalue !== "string") return refused("without a name");
  return complete({ ...content, ...raised(content) });
}

function completeReply(content: Content): CompleteContent {
  const { execution_count: count, ...rest } = content;
  const status = textOr(content["status"], "ename" in content ? "error" : "ok");
  return complete({
    ...rest,
    status,
    ...(typeof count === "number" ? { execution_count: count } : {}),
    ...(status === "error" ? raised(content) : {}),
  });
}

/** https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info: many kernels leave something out. */
function completeInfo(content: Content): CompleteContent {
  const { language_info: language, supported_features: features } = content;
  const own = isRecord(language) ? language : {};
  return complete({
    ...content,
    protocol_version: textOr(content["protocol_version"], "5.0"),
    implementation: textOr(content["implementation"], ""),
    language_info: { ...own, name: textOr(own["name"], ""), version: textOr(own["version"], "") },
    supported_features: Array.isArray(features) ? features : [],
  });
}

function raised({ ename, evalue, traceback }: Content): Content {
  const lines = Array.isArray(traceback) ? traceback.filter((line) => typeof line === "string") : [];
  return {
    ename: textOr(ename, ""),
    evalue: textOr(evalue, ""),
    traceback: typeof traceback === "string" ? [traceback] : lines,
  };
}

function complete(content: Content): CompleteContent {
  return { kind: "complete", content };
}

function refused(lacks: string): CompleteContent {
  return { kind: "refused", lacks };
}

function completeIf(isWhole: boolean, content: Content): CompleteContent {
  return isWhole ? complete(content) : { kind: "ignored" };
}

function textOr(value: unknown, other: string): string {
  return typeof value === "string" ? value : other;
}

/** Whether lists and objects lie so deep in each other that readers of notebooks, Python's above all, give up. */
function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return false;
}

function countOr(value: unknown, other: number): number {
  return typeof value === "number" ? value : other;
}
