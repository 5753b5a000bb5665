import { existsSync } from "node:fs";

import { packagePath } from "./package-path.ts";

/** Where a file lies that figures are drawn with: in what ships beside the bundles, else in the packages that it is from. */
export function figureAsset(name: string): string {
  const shipped = packagePath(`dist/figures/${name}`);
  if (existsSync(shipped)) return shipped;
  const origin = name.endsWith(".wasm") ? "@resvg/resvg-wasm" : "dejavu-fonts-ttf/ttf";
  return packagePath(`node_modules/${origin}/${name}`);
}
