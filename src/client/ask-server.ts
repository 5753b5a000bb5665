import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import { describeAnswer } from "./server-answer.ts";
import { connectServer, InfrastructureError, type ServerSettings } from "./server.ts";
import type { ServerAddress } from "../model/server-address.ts";

/** What a Jupyter server offers. */
export interface ServerOffer {
  /** The kernelspec that it takes where none is named; empty where it does not say. */
  readonly defaultKernel: string;
  /** Its kernelspecs: name → display name. */
  readonly displayNames: ReadonlyMap<string, string>;
}

/** Asks a server for its kernelspecs, which it tells only those who may use it; throws `InfrastructureError` in plain words. */
export async function askServer(address: ServerAddress): Promise<ServerOffer> {
  const settings = await connectServer(address);
  const response = await ask(settings, "api/kernelspecs");
  const text = await response.text();
  const offer = response.status === 200 ? readOffer(text) : undefined;
  if (offer !== undefined) return offer;
  const answer = {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    location: response.headers.get("location") ?? "",
    text,
  };
  throw new InfrastructureError("server-lost", describeAnswer(answer, address));
}

async function ask(settings: ServerSettings, path: string): Promise<Response> {
  const { ServerConnection } = await import("./services.ts");
  try {
    return await ServerConnection.makeRequest(new URL(path, settings.baseUrl).href, {}, settings);
  } catch (cause) {
    if (!(cause instanceof ServerConnection.NetworkError)) throw cause;
    throw new InfrastructureError("server-lost", cause.message, { cause });
  }
}

/** Nothing where the text is not what Jupyter answers. https://jupyter-server.readthedocs.io/en/latest/developers/rest-api.html */
function readOffer(text: string): ServerOffer | undefined {
  const answer = parseJson(text);
  if (!isRecord(answer) || !isRecord(answer["kernelspecs"])) return undefined;
  const names = Object.entries(answer["kernelspecs"]).map(
    ([name, model]) => [name, displayNameOf(model) ?? name] as const,
  );
  const { default: defaultKernel } = answer;
  return { defaultKernel: typeof defaultKernel === "string" ? defaultKernel : "", displayNames: new Map(names) };
}

function displayNameOf(model: unknown): string | undefined {
  if (!isRecord(model) || !isRecord(model["spec"])) return undefined;
  const { display_name: displayName } = model["spec"];
  return typeof displayName === "string" ? displayName : undefined;
}
