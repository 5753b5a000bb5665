import { createHash } from "node:crypto";

import { bytesOfBase64 } from "../basics/base64.ts";
import type { CourseFile } from "../notebook/render-course.ts";
import type { Picture, Pictures } from "../notebook/pictures.ts";

/** Pictures as files of their own, and where they are. */
export interface SitePictures {
  readonly pictures: Pictures;
  readonly files: readonly CourseFile[];
}

/** A page need not hold what a browser loads beside it, and keeps. */
export function sitePictures(embedded: Pictures): SitePictures {
  const files: CourseFile[] = [];
  const pictures = new Map<string, Picture>();
  for (const [source, picture] of embedded) {
    const [, type = "png", data = ""] = /^data:image\/(\w+);base64,(.*)$/s.exec(picture.uri) ?? [];
    const content = bytesOfBase64(data);
    const path = `assets/figures/${createHash("sha256").update(content).digest("hex").slice(0, 16)}.${type}`;
    files.push({ path, content });
    pictures.set(source, { ...picture, uri: path });
  }
  return { pictures, files };
}
