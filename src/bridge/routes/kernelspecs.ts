import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import type { KernelSpec } from "../../kernel/kernel.ts";
import { HttpError } from "../http-error.ts";
import { kernelSpecModel, type KernelSpecModel } from "../models.ts";
import type { Route } from "../route.ts";
import { defaultKernelName, listedSpec } from "./kernel-name.ts";

/** The kernels that can be started, and the files that come with them. */
export const kernelSpecRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: /^\/api\/kernelspecs$/,
    answer: async ({ provider }) => {
      const specs = await provider.kernelSpecs();
      const models = await Promise.all([...specs].map(async ([name, spec]) => [name, await specModel(spec)]));
      const body = { default: await defaultKernelName(provider), kernelspecs: Object.fromEntries(models) };
      return { status: 200, body };
    },
  },
  {
    method: "GET",
    pattern: /^\/api\/kernelspecs\/([^/]+)$/,
    answer: async ({ provider }, { groups: [name = ""] }) => ({
      status: 200,
      body: await specModel(await listedSpec(name, provider)),
    }),
  },
  {
    method: "GET",
    pattern: /^\/kernelspecs\/([^/]+)\/([^/]+)$/,
    answer: async ({ provider }, { groups: [name = "", file = ""] }) => {
      const path = await resourcePath(await listedSpec(name, provider), file);
      if (path === undefined) throw new HttpError(404, `The kernelspec ${name} has no file ${file}`);
      const type = contentTypes[extname(file)] ?? "application/octet-stream";
      return { status: 200, body: await readFile(path), headers: { "content-type": type } };
    },
  },
];

const contentTypes: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

/** A file that lies in the kernelspec's folder, and not just a link in it. */
async function resourcePath({ resourceDir }: KernelSpec, file: string): Promise<string | undefined> {
  if (resourceDir === undefined || !(await readdir(resourceDir)).includes(file)) return undefined;
  const path = await realpath(join(resourceDir, file)).catch(() => undefined);
  if (path === undefined || dirname(path) !== (await realpath(resourceDir))) return undefined;
  return (await stat(path)).isFile() ? path : undefined;
}

async function specModel(spec: KernelSpec): Promise<KernelSpecModel> {
  return kernelSpecModel(spec, spec.resourceDir === undefined ? [] : await readdir(spec.resourceDir));
}
