import { outputJson } from "../ipynb/output-json.ts";
import { nbformatJson } from "../notebook/nbformat-json.ts";
import type { JsonOutputs } from "./json-outputs.ts";
import type { RecordedOutputs } from "./recorded-outputs.ts";

/** The file of recorded outputs (`json-outputs.ts`), with its keys in alphabetical order, as a notebook has them. */
export function renderOutputs({ kernels, setting, cells }: RecordedOutputs): string {
  const json: JsonOutputs = {
    version: 1,
    kernels,
    setting,
    cells: cells.map(({ id, count, digest, shown }) => ({
      id,
      execution_count: count,
      digest,
      shown: shown.map(({ kernels: on, outputs }) => ({ kernels: on, outputs: outputs.map(outputJson) })),
    })),
  };
  return nbformatJson(json);
}
