import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { KernelSpec } from "../kernel/kernel.ts";
import type { Answer, RequestContext } from "./handle-request.ts";
import { HttpError } from "./http-error.ts";
import { kernelModel, kernelSpecModel } from "./models.ts";
import type { StartRequest } from "./running-kernels.ts";

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly answer: (context: RequestContext, groups: readonly string[], body: unknown) => Promise<Answer>;
}

/** Jupyter Server's REST API, as far as it is about kernels. */
export const routes: readonly Route[] = [
  {
    method: "GET",
    pattern: /^\/api$/,
    answer: async () => ({ status: 200, body: { version: serverVersion } }),
  },
  {
    method: "GET",
    pattern: /^\/api\/status$/,
    answer: async ({ kernels }) => {
      const running = kernels.list();
      const latest = Math.max(kernels.started.getTime(), ...running.map(({ lastActivity }) => lastActivity.getTime()));
      return {
        status: 200,
        body: {
          started: kernels.started.toISOString(),
          last_activity: new Date(latest).toISOString(),
          connections: running.reduce((sum, { connections }) => sum + connections, 0),
          kernels: running.length,
        },
      };
    },
  },
  {
    method: "GET",
    pattern: /^\/api\/kernelspecs$/,
    answer: async ({ provider }) => {
      const specs = await provider.kernelSpecs();
      const models = await Promise.all([...specs].map(async ([name, spec]) => [name, await specModel(spec)]));
      const first = specs.has(defaultName) ? defaultName : (specs.keys().next().value ?? defaultName);
      return { status: 200, body: { default: first, kernelspecs: Object.fromEntries(models) } };
    },
  },
  {
    method: "GET",
    pattern: /^\/api\/kernelspecs\/([^/]+)$/,
    answer: async ({ provider }, [name = ""]) => ({
      status: 200,
      body: await specModel(await provider.kernelSpec(name)),
    }),
  },
  {
    method: "GET",
    pattern: /^\/kernelspecs\/([^/]+)\/([^/]+)$/,
    answer: async ({ provider }, [name = "", file = ""]) => {
      const { resourceDir } = await provider.kernelSpec(name);
      if (resourceDir === undefined || !(await readdir(resourceDir)).includes(file)) {
        throw new HttpError(404, `The kernelspec ${name} has no file ${file}`);
      }
      const type = contentTypes[extname(file)] ?? "application/octet-stream";
      return { status: 200, body: await readFile(join(resourceDir, file)), headers: { "content-type": type } };
    },
  },
  {
    method: "GET",
    pattern: /^\/api\/kernels$/,
    answer: async ({ kernels }) => ({ status: 200, body: kernels.list().map(kernelModel) }),
  },
  {
    method: "POST",
    pattern: /^\/api\/kernels$/,
    answer: async ({ kernels }, _, body) => {
      const model = kernelModel(await kernels.start(parseStart(body)));
      return { status: 201, body: model, headers: { location: `/api/kernels/${model.id}` } };
    },
  },
  {
    method: "GET",
    pattern: /^\/api\/kernels\/([^/]+)$/,
    answer: async ({ kernels }, [id = ""]) => ({ status: 200, body: kernelModel(kernels.get(id)) }),
  },
  {
    method: "DELETE",
    pattern: /^\/api\/kernels\/([^/]+)$/,
    answer: async ({ kernels }, [id = ""]) => {
      await kernels.shutdown(id);
      return { status: 204 };
    },
  },
  {
    method: "POST",
    pattern: /^\/api\/kernels\/([^/]+)\/interrupt$/,
    answer: async ({ kernels }, [id = ""]) => {
      await kernels.get(id).kernel.interrupt();
      return { status: 204 };
    },
  },
  {
    method: "POST",
    pattern: /^\/api\/kernels\/([^/]+)\/restart$/,
    answer: async ({ kernels }, [id = ""]) => {
      const running = kernels.get(id);
      await running.kernel.restart();
      return { status: 200, body: kernelModel(running) };
    },
  },
];

const defaultName = "python3";

/** The Jupyter Server whose API this is: clients decide by it what they may ask for. */
const serverVersion = "2.21.0";

const contentTypes: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

async function specModel(spec: KernelSpec): Promise<ReturnType<typeof kernelSpecModel>> {
  return kernelSpecModel(spec, spec.resourceDir === undefined ? [] : await readdir(spec.resourceDir));
}

function parseStart(body: unknown): StartRequest {
  const fields = new Map(Object.entries(body ?? {}));
  const [name, env, cwd] = [fields.get("name") ?? defaultName, fields.get("env"), fields.get("cwd")];
  if (typeof name !== "string") throw new HttpError(400, "`name` must be a text: a kernelspec's name");
  return { name, ...(env !== undefined && { env: parseEnv(env) }), ...(typeof cwd === "string" && { cwd }) };
}

function parseEnv(env: unknown): Record<string, string> {
  const entries = typeof env === "object" ? Object.entries(env ?? {}) : [];
  return Object.fromEntries(entries.filter(([, value]) => value !== null).map(([key, value]) => [key, String(value)]));
}
