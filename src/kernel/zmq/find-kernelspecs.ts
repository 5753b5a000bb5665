import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../../basics/is-record.ts";
import type { KernelSpec } from "../kernel.ts";

/** The kernelspecs in Jupyter's folders, by name; the first of a name wins. A broken one is as good as absent. */
export async function findKernelSpecs(paths: readonly string[]): Promise<Map<string, KernelSpec>> {
  const found = new Map<string, KernelSpec>();
  for (const path of paths) {
    const folder = join(path, "kernels");
    for (const entry of (await listFolder(folder)).toSorted()) {
      const name = entry.toLowerCase();
      if (!/^[a-z0-9._-]+$/.test(name) || found.has(name)) continue;
      const spec = await readKernelSpec(name, join(folder, entry));
      if (spec !== undefined) found.set(name, spec);
    }
  }
  return found;
}

/** A kernel.json that cannot be used. */
export interface BrokenKernelSpec {
  readonly name: string;
  readonly file: string;
  /** What is wrong with it. */
  readonly reason: string;
}

/** The kernelspecs that cannot be used, of which none of that name is found elsewhere. */
export async function findBrokenKernelSpecs(paths: readonly string[]): Promise<readonly BrokenKernelSpec[]> {
  const found = await findKernelSpecs(paths);
  const broken: BrokenKernelSpec[] = [];
  for (const path of paths) {
    const folder = join(path, "kernels");
    for (const entry of (await listFolder(folder)).toSorted()) {
      const name = entry.toLowerCase();
      const file = join(folder, entry, "kernel.json");
      const text = found.has(name) ? undefined : await readFile(file, "utf8").catch(() => undefined);
      if (text !== undefined) broken.push({ name, file, reason: faultOf(text) });
    }
  }
  return broken;
}

function faultOf(text: string): string {
  try {
    const json: unknown = JSON.parse(text);
    if (isRecord(json) && !isStrings(json["argv"])) return "its `argv` is no list of texts";
    return isRecord(json)
      ? "its `argv` is empty, or its folder has a name that no kernel can have"
      : "it is no JSON object";
  } catch (error) {
    return error instanceof Error ? `it is no JSON: ${error.message}` : "it is no JSON";
  }
}

async function readKernelSpec(name: string, resourceDir: string): Promise<KernelSpec | undefined> {
  try {
    return parseKernelSpec(name, resourceDir, JSON.parse(await readFile(join(resourceDir, "kernel.json"), "utf8")));
  } catch {
    return undefined;
  }
}

function parseKernelSpec(name: string, resourceDir: string, json: unknown): KernelSpec | undefined {
  if (!isRecord(json) || !isStrings(json["argv"]) || json["argv"].length === 0) return undefined;
  const { argv, env, metadata, kernel_protocol_version: protocolVersion } = json;
  return {
    name,
    argv,
    displayName: typeof json["display_name"] === "string" ? json["display_name"] : name,
    language: typeof json["language"] === "string" ? json["language"] : "",
    interruptMode: json["interrupt_mode"] === "message" ? "message" : "signal",
    env: isRecord(env) ? Object.fromEntries(Object.entries(env).map(([key, value]) => [key, String(value)])) : {},
    metadata: isRecord(metadata) ? metadata : {},
    ...(typeof protocolVersion === "string" && { protocolVersion }),
    resourceDir,
  };
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
