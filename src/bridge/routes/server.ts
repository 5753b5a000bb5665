import { HttpError } from "../http-error.ts";
import { renderMetrics } from "../metrics.ts";
import type { Route, Served } from "../route.ts";
import { objectIn } from "../fields.ts";

/** What a client asks about the server itself. */
export const serverRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: /^\/api$/,
    answer: async () => ({ status: 200, body: { version: serverVersion } }),
  },
  {
    method: "GET",
    pattern: /^\/api\/status$/,
    unnoticed: true,
    answer: async (served) => ({ status: 200, body: statusModel(served) }),
  },
  {
    method: "GET",
    pattern: /^\/api\/me$/,
    answer: async (_, { query }) => ({
      status: 200,
      body: { identity, permissions: { ...permissions(query.get("permissions")), updatable_fields: [] } },
    }),
  },
  {
    method: "GET",
    pattern: /^\/metrics$/,
    unnoticed: true,
    answer: async (served) => ({
      status: 200,
      body: Buffer.from(renderMetrics(served)),
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    }),
  },
  ...(["GET", "POST"] as const).map((method): Route => ({
    method,
    pattern: /^\/api\/terminals(?:\/.*)?$/,
    answer: async () => {
      throw new HttpError(404, "There are no terminals here: nbproof serves kernels alone");
    },
  })),
];

/** The Jupyter Server whose API this is: clients decide by it what they may ask for. */
const serverVersion = "2.21.0";

/** Whoever has the token. */
const identity = {
  username: "nbproof",
  name: "nbproof",
  display_name: "nbproof",
  initials: "NB",
  avatar_url: null,
  color: null,
};

function statusModel({ kernels, requests }: Served): object {
  const running = kernels.list();
  const activity = running.map(({ kernel }) => kernel.lastActivity.getTime());
  return {
    started: requests.started.toISOString(),
    last_activity: new Date(Math.max(requests.last.getTime(), ...activity)).toISOString(),
    connections: running.reduce((sum, { clients }) => sum + clients.count, 0),
    kernels: running.length,
  };
}

/** The actions of each resource that was asked about: all of those that there are, none of the others. */
function permissions(text: string | null): Readonly<Record<string, readonly string[]>> {
  const asked = Object.entries(objectIn("permissions", parse(text ?? "{}")));
  return Object.fromEntries(
    asked.map(([resource, actions]) => {
      if (!Array.isArray(actions) || !actions.every((action) => typeof action === "string")) throw badPermissions();
      return [resource, resources.has(resource) ? actions : []];
    }),
  );
}

const resources: ReadonlySet<string> = new Set(["api", "kernels", "kernelspecs", "sessions"]);

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text || "{}");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, as any other text that is no such object.
  }
  throw badPermissions();
}

function badPermissions(): HttpError {
  return new HttpError(400, 'permissions must be a JSON object of {"resource": ["action"]}');
}
