import { textIn } from "../fields.ts";
import { kernelModel } from "../models.ts";
import type { Route } from "../route.ts";
import { readStart } from "../start-request.ts";
import { kernelNameIn } from "./kernel-name.ts";

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
    answer: async (served, { body = {}, signal }) => {
      const name = await kernelNameIn(textIn("name", body["name"]), served);
      const start = await readStart(body, served.rules);
      const model = kernelModel(await served.kernels.start(name, { ...start, signal }));
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
    answer: async ({ kernels }, { groups: [id = ""] }) => ({
      status: 200,
      body: kernelModel(await kernels.restart(id)),
    }),
  },
];
