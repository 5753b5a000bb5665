import { randomUUID } from "node:crypto";

import { isRecord } from "../basics/is-record.ts";
import { completeContent } from "./complete-content.ts";
import { REFUSED, TOO_LARGE } from "./stand-ins.ts";

/** The type of what stands in place of an odd message in which nothing is to be shown. */
const IGNORED = "nbproof_ignored";

/** A message that `@jupyterlab/services` takes: its own validation throws in the socket's callback, which ends the process. */
export interface CompleteMessage {
  readonly channel: string;
  readonly header: Readonly<Record<string, unknown>> & { readonly session: string };
  readonly parent_header: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
  readonly buffers: readonly unknown[];
}

/**
 * Makes of whatever a server sent a message that the client takes: fields whose value goes without saying are filled
 * in, and a message in which something is missing that a reader would see becomes one that says so, for the same cell.
 * `session` stands in for one that is missing.
 * https://jupyter-client.readthedocs.io/en/stable/messaging.html#general-message-format
 */
export function completeMessage(value: unknown, session: string): CompleteMessage {
  if (!isRecord(value)) return refused("something that is no message", { session });
  const { channel, metadata, content, buffers } = value;
  const header = isRecord(value["header"]) ? value["header"] : {};
  const parent = isRecord(value["parent_header"]) ? value["parent_header"] : {};
  const of: Origin = { session: textOr(header["session"], session), header, parent };
  const type = header["msg_type"];
  if (typeof type !== "string") return refused("a message without a type", of);
  if (typeof channel !== "string") return refused(`${named(type)} without a channel`, of);
  const complete = completeContent(channel, type, content);
  if (complete.kind === "ignored") return standIn(IGNORED, {}, of);
  if (complete.kind === "refused") return refused(`${named(type)} ${complete.lacks}${excerpt(content)}`, of);
  return {
    channel,
    header: { ...headerOf(of), msg_type: type },
    parent_header: parentOf(of),
    metadata: isRecord(metadata) ? metadata : {},
    content: withoutMethods(complete.content),
    buffers: Array.isArray(buffers) ? buffers : [],
  };
}

/** In place of a frame that is no message at all. */
export function unreadable(session: string): CompleteMessage {
  return refused("something that cannot be read", { session });
}

/** In place of a frame that was too large to be taken: of which cell it was, nobody knows. */
export function tooLarge(session: string): CompleteMessage {
  return standIn(TOO_LARGE, {}, { session });
}

/** Where a message comes from, as far as it says. */
interface Origin {
  readonly session: string;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly parent?: Readonly<Record<string, unknown>>;
}

function refused(reason: string, of: Origin): CompleteMessage {
  return standIn(REFUSED, { reason }, of);
}

function standIn(type: string, content: CompleteMessage["content"], of: Origin): CompleteMessage {
  const header = { ...headerOf(of), msg_type: type };
  return { channel: "iopub", header, parent_header: parentOf(of), metadata: {}, content, buffers: [] };
}

function headerOf({ session, header = {} }: Origin): CompleteMessage["header"] {
  return {
    ...withoutMethods(header),
    session,
    username: textOr(header["username"], ""),
    version: textOr(header["version"], "5.3"),
    msg_id: textOr(header["msg_id"], randomUUID()),
  };
}

/** The client asks objects of the message for this one, and would call what came under its name. */
function withoutMethods(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(object, "hasOwnProperty")) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== "hasOwnProperty"));
}

/** A parent without an id is as good as none. */
function parentOf({ parent = {} }: Origin): Readonly<Record<string, unknown>> {
  return typeof parent["msg_id"] === "string" ? parent : {};
}

function textOr(value: unknown, other: string): string {
  return typeof value === "string" ? value : other;
}

function named(type: string): string {
  return JSON.stringify(type.slice(0, 40));
}

/** What an author recognises it by. */
function excerpt(content: unknown): string {
  if (!isRecord(content)) return "";
  const words = Object.entries(content).map(([name, value]) => {
    const shown = typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : typeof value;
    return `${name.slice(0, 20)}: ${shown}`;
  });
  return words.length === 0 ? "" : ` (${words.slice(0, 3).join(", ")})`;
}
