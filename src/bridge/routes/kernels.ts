import { HttpError } from "../http-error.ts";
import { kernelModel } from "../models.ts";
import type { Route } from "../route.ts";
import { fieldsOf, readStart } from "../start-request.ts";
import { defaultKernelName } from "./kernelspecs.ts";

/** Kernels, each under its id. */
export const kernelRoutes: readonly Route[] = [
  {
    method: "GET",
    pattern: /^\/api\/kernels$/,
    answer: async ({ kernels }) => ({ status: 200, body: kernels.list().map(kernelModel) }),
  },
  {
    method: "POST",
    pattern: /^\/api\/kernels$/,
    answer: async ({ kernels, provider, rules }, { body }) => {
      const fields = fieldsOf(body);
      const name = fields["name"] ?? (await defaultKernelName(provider));
      if (typeof name !== "string") throw new HttpError(400, "`name` must be a text: a kernelspec's name");
      const model = kernelModel(await kernels.start(name, await readStart(fields, rules)));
      return { status: 201, body: model, headers: { location: `/api/kernels/${model.id}` } };
    },
  },
  {
    method: "GET",
    pattern: /^\/api\/kernels\/([^/]+)$/,
    answer: async ({ kernels }, { groups: [id = ""] }) => ({ status: 200, body: kernelModel(kernels.get(id)) }),
  },
  {
    method: "DELETE",
    pattern: /^\/api\/kernels\/([^/]+)$/,
    answer: async ({ kernels }, { groups: [id = ""] }) => {
      await kernels.shutdown(id);
      return { status: 204 };
    },
  },
  {
    method: "POST",
    pattern: /^\/api\/kernels\/([^/]+)\/interrupt$/,
    answer: async ({ kernels }, { groups: [id = ""] }) => {
      await kernels.get(id).kernel.interrupt();
      return { status: 204 };
    },
  },
  {
    method: "POST",
    pattern: /^\/api\/kernels\/([^/]+)\/restart$/,
    answer: async ({ kernels }, { groups: [id = ""] }) => {
      const running = kernels.get(id);
      await running.kernel.restart();
      return { status: 200, body: kernelModel(running) };
    },
  },
];
