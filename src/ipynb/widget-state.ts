import { isRecord } from "../basics/is-record.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";
import type { Output, WidgetBuffer, WidgetModel } from "../model/observation.ts";
import { asSaved } from "./as-saved.ts";
import { outputJson, WIDGET_VIEW } from "./output-json.ts";

/** Where a notebook's metadata has the models of its widgets. */
export const WIDGET_STATE = "application/vnd.jupyter.widget-state+json";

/** Models as a notebook keeps them, by their ids. */
export type WidgetState = Readonly<Record<string, MimeBundle>>;

/** The models after all that cells told of them, in the cells' order, as nbclient saves them. */
export function widgetState(told: readonly WidgetModel[]): WidgetState {
  const models = new Map<string, Told>();
  for (const model of told) models.set(model.id, after(models.get(model.id), model));
  const whole = [...models].filter(([, { state }]) => "_model_name" in state);
  return Object.fromEntries(whole.map(([id, model]) => [id, modelJson(model)]));
}

/** The models that outputs show views of; an empty name where a view names none. */
export function viewedModels(outputs: readonly Output[]): readonly string[] {
  return outputs.flatMap((output) => {
    if (output.type !== "display" && output.type !== "result") return [];
    if (!Object.hasOwn(output.mime, WIDGET_VIEW)) return [];
    const view = output.mime[WIDGET_VIEW];
    const id = isRecord(view) ? view["model_id"] : undefined;
    return [typeof id === "string" ? id : ""];
  });
}

interface Told {
  readonly state: MimeBundle;
  readonly buffers: ReadonlyMap<string, WidgetBuffer>;
  readonly outputs: readonly Output[];
}

function after(known: Told | undefined, { state, buffers, taken }: WidgetModel): Told {
  const before = taken?.anew === true ? [] : (known?.outputs ?? []);
  return {
    state: { ...known?.state, ...state },
    buffers: new Map([
      ...(known?.buffers ?? []),
      ...buffers.map((buffer) => [JSON.stringify(buffer.path), buffer] as const),
    ]),
    outputs: [...before, ...(taken?.outputs ?? [])],
  };
}

/** https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/v2/state.schema.json */
function modelJson({ state, buffers, outputs }: Told): MimeBundle {
  const own = Array.isArray(state["outputs"]) ? state["outputs"] : [];
  const all = outputs.length === 0 ? state : { ...state, outputs: [...own, ...asSaved(outputs).map(outputJson)] };
  return {
    model_name: state["_model_name"],
    model_module: state["_model_module"],
    model_module_version: state["_model_module_version"],
    state: all,
    ...(buffers.size === 0 ? {} : { buffers: [...buffers.values()] }),
  };
}
