import type { Style } from "../report/style.ts";

/** A bridge that listens. */
export interface Serving {
  readonly url: string;
  /** The kernelspecs that it offers. */
  readonly names: readonly string[];
  /** A token to show, since nobody else knows it yet. */
  readonly newToken: string | undefined;
}

/** What `nbproof serve` says once it listens. */
export function renderServing({ url, names, newToken }: Serving, style: Style): string {
  return [
    `Serving kernels at ${style.strong(url)}`,
    `Kernels: ${names.length > 0 ? names.join(", ") : "none; nbproof kernels says where they are looked for"}`,
    ...(newToken === undefined ? [] : [`Token: ${newToken} (for one of your own, set NBPROOF_TOKEN)`]),
    `JupyterLab: JUPYTER_GATEWAY_AUTH_TOKEN=… jupyter lab --gateway-url=${url}`,
    "Ctrl+C shuts all kernels down and stops",
    "",
  ].join("\n");
}
