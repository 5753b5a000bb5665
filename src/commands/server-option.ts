import type { ServerAddress } from "../model/server-address.ts";
import { serverBase } from "../targets/server-base.ts";
import { UsageError } from "./usage-error.ts";

/** The server that `--server` names, and advice where the token should have come another way. */
export interface ServerOption {
  readonly address: ServerAddress;
  readonly advice?: string;
}

/** Reads `--server URL`, with the token from NBPROOF_TOKEN; throws a `UsageError` that never repeats a token. */
export function parseServer(text: string, env: Readonly<Record<string, string | undefined>>): ServerOption {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new UsageError("--server takes a URL such as http://127.0.0.1:8888/");
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError("--server takes no user or password in its URL: Jupyter's servers take a token");
  }
  const inUrl = url.searchParams.get("token") ?? "";
  const token = inUrl === "" ? (env["NBPROOF_TOKEN"] ?? "").trim() : inUrl;
  const address = { url: serverBase(url), token, foreign: true };
  if (inUrl === "") return { address };
  return {
    address,
    advice:
      "The token in --server can be read by others who list processes, and in the shell's history: give it in NBPROOF_TOKEN",
  };
}
