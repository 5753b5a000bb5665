import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";

import type { Course } from "../lesson/course.ts";
import { figureAsset } from "../package/figure-asset.ts";

/** A picture as a notebook holds it. */
export interface Picture {
  /** A `data:` URI: there is no file beside a notebook in Colab. */
  readonly uri: string;
  /** In CSS pixels, where it is shown smaller than it is. */
  readonly width?: number;
  /** Of its file, embedded. */
  readonly bytes: number;
}

/** By absolute, real path. */
export type Pictures = ReadonlyMap<string, Picture>;

/** A picture of the course that cannot be drawn. */
export class PictureError extends Error {
  override readonly name = "PictureError";
  /** Absolute. */
  readonly path: string;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${basename(path)} cannot be drawn: ${reason}`, options);
    this.path = path;
  }
}

/** A picture that many would wait for: in bytes. */
const LARGE_PICTURE = 200_000;

/** Those that make a notebook large. */
export function largePictures(pictures: Pictures): readonly { readonly path: string; readonly bytes: number }[] {
  return [...pictures].flatMap(([path, { bytes }]) => (bytes > LARGE_PICTURE ? [{ path, bytes }] : []));
}

/** The pictures that a course's Markdown shows. Throws `PictureError`. */
export async function loadPictures({ lessons }: Pick<Course, "lessons">): Promise<Pictures> {
  const links = lessons.flatMap(({ steps }) => steps.flatMap((step) => Object.values(step.links ?? {})));
  const paths = new Set(links.flatMap((linked) => (linked.kind === "picture" ? [linked.source] : [])));
  const pictures = new Map<string, Picture>();
  for (const path of paths) pictures.set(path, await loadPicture(path));
  return pictures;
}

const types: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
};

async function loadPicture(path: string): Promise<Picture> {
  const content = await readFile(path);
  const extension = extname(path).toLowerCase();
  if (extension === ".svg") return await drawSvg(path, content);
  return embedded(types[extension] ?? "image/png", content);
}

function embedded(type: string, content: Uint8Array): Picture {
  const uri = `data:${type};base64,${Buffer.from(content).toString("base64")}`;
  return { uri, bytes: content.byteLength };
}

/** Front ends refuse SVG in one form or another; as PNG all show it. Twice its size, for fine screens. */
async function drawSvg(path: string, svg: Uint8Array): Promise<Picture> {
  const { Resvg, fontBuffers } = await tools();
  try {
    const font = { fontBuffers, defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" };
    const monospaceFamily = "DejaVu Sans Mono";
    const drawing = new Resvg(svg, {
      font: { ...font, serifFamily: "DejaVu Sans", monospaceFamily },
      fitTo: { mode: "zoom", value: 2 },
      // Dark themes would swallow dark lines on no ground.
      background: "white",
    });
    const image = drawing.render();
    const picture = { ...embedded("image/png", image.asPng()), width: Math.round(drawing.width) };
    image.free();
    drawing.free();
    return picture;
  } catch (cause) {
    throw new PictureError(path, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

interface Tools {
  readonly Resvg: typeof import("@resvg/resvg-wasm").Resvg;
  readonly fontBuffers: Uint8Array[];
}

let loaded: Promise<Tools> | undefined;

/** The same fonts on every machine, so that the bytes are the same too. Loaded where there is something to draw. */
async function tools(): Promise<Tools> {
  loaded ??= load();
  return await loaded;
}

async function load(): Promise<Tools> {
  const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
  await initWasm(await readFile(figureAsset("index_bg.wasm")));
  const names = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"];
  return { Resvg, fontBuffers: await Promise.all(names.map(async (name) => await readFile(figureAsset(name)))) };
}
