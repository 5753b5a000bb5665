import { basename, join } from "node:path";
import { KernelNotFound } from "../../kernel/errors.ts";
import { HttpError } from "../http-error.ts";
import { sessionModel } from "../models.ts";
import type { Route, Served } from "../route.ts";
import type { Session } from "../sessions.ts";
import { type Fields, fieldsOf, folderOfPath, readStart } from "../start-request.ts";
import { defaultKernelName } from "./kernelspecs.ts";
import type { Answer } from "../answer.ts";

/** Sessions, each under its id. */
export const sessionRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: /^\/api\/sessions$/,
    answer: async (served) => ({
      status: 200,
      body: served.sessions.list().map((session) => modelOf(session, served)),
    }),
  },
  {
    method: "POST",
    pattern: /^\/api\/sessions$/,
    answer: async (served, { body }) => {
      const { path, type, name, kernel } = readSession(body);
      if (path === undefined) throw new HttpError(400, "Missing field in JSON data: path");
      if (type === undefined) throw new HttpError(400, "Missing field in JSON data: type");
      return await orNotAvailable(kernel["name"], async () => {
        const session = await served.sessions.open(path, async () => {
          const kernelId = runningId(kernel, served) ?? (await startFor({ path, name }, kernel, served));
          return { path, type, name: name ?? null, kernelId };
        });
        return { status: 201, body: modelOf(session, served), headers: { location: `/api/sessions/${session.id}` } };
      });
    },
  },
  {
    method: "GET",
    pattern: /^\/api\/sessions\/([^/]+)$/,
    answer: async (served, { groups: [id = ""] }) => ({ status: 200, body: modelOf(find(id, served), served) }),
  },
  {
    method: "PATCH",
    pattern: /^\/api\/sessions\/([^/]+)$/,
    answer: async (served, { groups: [id = ""], body }) => {
      const { kernel, ...changes } = readSession(body);
      const before = find(id, served);
      return await orNotAvailable(kernel["name"], async () => {
        const kernelId = (await replacement(before, kernel, served)) ?? before.kernelId;
        if (served.sessions.get(id) === undefined) {
          // Another client deleted it meanwhile; it is not to come back, with a kernel that nobody knows of.
          if (kernelId !== kernel["id"] && served.kernels.has(kernelId)) await served.kernels.shutdown(kernelId);
          throw notFound(id);
        }
        const session = { ...before, ...changes, kernelId };
        served.sessions.update(session);
        if (kernelId !== before.kernelId && served.kernels.has(before.kernelId)) {
          await served.kernels.shutdown(before.kernelId);
        }
        return { status: 200, body: modelOf(session, served) };
      });
    },
  },
  {
    method: "DELETE",
    pattern: /^\/api\/sessions\/([^/]+)$/,
    answer: async (served, { groups: [id = ""] }) => {
      const { kernelId } = find(id, served);
      served.sessions.delete(id);
      await served.kernels.shutdown(kernelId);
      return { status: 204 };
    },
  },
];

interface SessionRequest {
  readonly path?: string;
  readonly type?: string;
  readonly name?: string;
  readonly kernel: Fields;
}

/** Before Jupyter 5, a session's path was in `notebook`. */
function readSession(body: unknown): SessionRequest {
  if (body === undefined) throw new HttpError(400, "No JSON data provided");
  const fields = fieldsOf(body);
  const notebook = fieldsOf(fields["notebook"]);
  const old = notebook["path"] ?? notebook["name"];
  const path = textOf("path", fields["path"] ?? old);
  const type = textOf("type", old === undefined ? fields["type"] : "notebook");
  const name = textOf("name", fields["name"]);
  return {
    ...(path !== undefined && { path }),
    ...(type !== undefined && { type }),
    ...(name !== undefined && { name }),
    kernel: fieldsOf(fields["kernel"]),
  };
}

function textOf(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new HttpError(400, `\`${field}\` must be a text`);
  return value;
}

function find(id: string, { sessions }: Served): Session {
  const session = sessions.get(id);
  if (session === undefined) throw notFound(id);
  return session;
}

function notFound(id: string): HttpError {
  return new HttpError(404, `Session not found: session_id='${id}'`);
}

function modelOf(session: Session, { kernels }: Served): object {
  return sessionModel(session, kernels.get(session.kernelId));
}

/** As with Jupyter Server, an id that is no kernel's any more does not matter where a session is made. */
function runningId({ id }: Fields, { kernels }: Served): string | undefined {
  return typeof id === "string" && kernels.has(id) ? id : undefined;
}

async function replacement(before: Session, kernel: Fields, served: Served): Promise<string | undefined> {
  const { id, name } = kernel;
  if (typeof id === "string") {
    if (!served.kernels.has(id)) throw new HttpError(400, `No such kernel: ${id}`);
    return id;
  }
  if (name === undefined || name === null) return undefined;
  return await startFor({ path: before.path, name: before.name ?? undefined }, kernel, served);
}

async function startFor(
  { path, name }: { readonly path: string; readonly name: string | undefined },
  kernel: Fields,
  { kernels, provider, rules }: Served,
): Promise<string> {
  const cwd = await folderOfPath(path, rules);
  const { env } = await readStart(kernel, rules);
  // What ipykernel calls `__session__`.
  const JPY_SESSION_NAME = name === undefined ? path : join(cwd, basename(name));
  const kernelName = textOf("kernel.name", kernel["name"]) ?? (await defaultKernelName(provider));
  const { kernel: started } = await kernels.start(kernelName, { cwd, env: { ...env, JPY_SESSION_NAME } });
  return started.id;
}

/** Jupyter Server's answer where a session's kernel is not installed; clients show the short message. */
async function orNotAvailable(kernelName: unknown, answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof KernelNotFound)) throw error;
    return { status: 501, body: { message: error.message, short_message: `${String(kernelName)} not found` } };
  }
}
