import type { IncomingMessage } from "node:http";
import { type Fields, objectIn } from "./fields.ts";
import { HttpError } from "./http-error.ts";
import type { Ledger } from "./ledger.ts";

/** Bytes: a request holds a few names and variables. */
const limit = 2 ** 20;

/**
 * A request's body as the members of a JSON object, whatever type it says it has; nothing where it has none. Some clients
 * send POSTs without a body, or with a text type.
 */
export async function readBody(request: IncomingMessage, ledger: Ledger): Promise<Fields | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLong();
  const text = (await bytesOf(request, ledger)).toString().trim();
  const value = parse(text === "" ? "null" : text);
  return value === null ? undefined : objectIn("body", value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HttpError(400, "Invalid JSON in body of request", { cause });
  }
}

async function bytesOf(request: IncomingMessage, ledger: Ledger): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let full = false;
  const account = ledger.open(() => {
    full = true;
    account.close();
  });
  let length = 0;
  try {
    // Left whole, so that a refusal can still be sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > limit) throw tooLong();
      account.change(chunk.length);
      if (full) throw new HttpError(503, "Too much waits here to be read", { headers: { connection: "close" } });
      chunks.push(chunk);
    }
  } catch (cause) {
    // The client has gone away: nobody reads the answer, but it is no error of ours.
    throw cause instanceof HttpError ? cause : new HttpError(400, "The body of the request is incomplete", { cause });
  } finally {
    account.close();
  }
  return Buffer.concat(chunks);
}

/** What is left of the body would be taken for the next request. */
function tooLong(): HttpError {
  return new HttpError(413, `The body is longer than ${limit} bytes`, { headers: { connection: "close" } });
}
