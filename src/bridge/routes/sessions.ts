import { basename, join } from "node:path";
import { KernelNotFound } from "../../kernel/errors.ts";
import { type Fields, objectIn, textIn } from "../fields.ts";
import { HttpError } from "../http-error.ts";
import { sessionModel } from "../models.ts";
import type { Route, Served } from "../route.ts";
import type { Session } from "../sessions.ts";
import { folderOfPath, readStart } from "../start-request.ts";
import { kernelNameIn } from "./kernel-name.ts";
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
    answer: async (served, { body, signal }) => {
      const { path, type, name, kernel } = readSession(body);
      if (path === undefined) throw new HttpError(400, "Missing field in JSON data: path");
      if (type === undefined) throw new HttpError(400, "Missing field in JSON data: type");
      return await orNotAvailable(kernel.name, async () => {
        const session = await served.sessions.open(path, signal, async (unwanted) => {
          const kernelId = runningId(kernel, served) ?? (await startFor({ path, name }, kernel, served, unwanted));
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
    answer: async (served, { groups: [id = ""], body, signal }) => {
      const { kernel, ...changes } = readSession(body);
      const before = find(id, served);
      return await orNotAvailable(kernel.name, async () => {
        const kernelId = (await replacement(before, kernel, served, signal)) ?? before.kernelId;
        if (served.sessions.get(id) === undefined) {
          // Another client deleted it meanwhile; it is not to come back, with a kernel that nobody knows of.
          if (kernelId !== kernel.id && served.kernels.has(kernelId)) await served.kernels.shutdown(kernelId);
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
  readonly kernel: KernelRequest;
}

/** Which one, or what to start it with. */
type KernelRequest = Fields & { readonly id: string | undefined; readonly name: string | undefined };

/** Before Jupyter 5, a session's path was in `notebook`. */
function readSession(fields: Fields | undefined): SessionRequest {
  if (fields === undefined) throw new HttpError(400, "No JSON data provided");
  const notebook = objectIn("notebook", fields["notebook"]);
  const old = textIn("notebook.path", notebook["path"]) ?? textIn("notebook.name", notebook["name"]);
  const path = textIn("path", fields["path"]) ?? old;
  const type = textIn("type", old === undefined ? fields["type"] : "notebook");
  const name = textIn("name", fields["name"]);
  const { id, name: kernelName, ...kernel } = objectIn("kernel", fields["kernel"]);
  return {
    ...(path !== undefined && { path }),
    ...(type !== undefined && { type }),
    ...(name !== undefined && { name }),
    kernel: { ...kernel, id: textIn("kernel.id", id), name: textIn("kernel.name", kernelName) },
  };
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
function runningId({ id }: KernelRequest, { kernels }: Served): string | undefined {
  return id !== undefined && kernels.has(id) ? id : undefined;
}

async function replacement(
  before: Session,
  kernel: KernelRequest,
  served: Served,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { id, name } = kernel;
  if (id !== undefined) {
    if (!served.kernels.has(id)) throw new HttpError(400, `No such kernel: ${id}`);
    return id;
  }
  if (name === undefined) return undefined;
  return await startFor({ path: before.path, name: before.name ?? undefined }, kernel, served, signal);
}

async function startFor(
  { path, name }: { readonly path: string; readonly name: string | undefined },
  kernel: KernelRequest,
  served: Served,
  signal: AbortSignal,
): Promise<string> {
  const { kernels, rules } = served;
  const cwd = await folderOfPath(path, rules);
  const { env } = await readStart(kernel, rules);
  // What ipykernel calls `__session__`.
  const JPY_SESSION_NAME = name === undefined ? path : join(cwd, basename(name));
  const kernelName = await kernelNameIn(kernel.name, served);
  const { kernel: started } = await kernels.start(kernelName, { cwd, env: { ...env, JPY_SESSION_NAME }, signal });
  return started.id;
}

/** Jupyter Server's answer where a session's kernel is not installed; clients show the short message. */
async function orNotAvailable(kernelName: string | undefined, answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof KernelNotFound)) throw error;
    return { status: 501, body: { message: error.message, short_message: `${kernelName} not found` } };
  }
}
