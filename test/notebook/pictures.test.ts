import { describe, expect, it, onTestFinished, vi } from "vitest";

import { decodePng } from "../../src/source/decode-png.ts";
import { largePictures, loadPictures, PictureError } from "../../src/notebook/pictures.ts";
import { readFiles } from "../spec/read-files.ts";

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="2" y="15" font-family="DejaVu Sans">ab</text></svg>';

async function load(svg: string) {
  const { courses } = await readFiles({
    "course.yaml": "title: C\nlessons: [one.yaml]\n",
    "one.yaml": "title: T\nsteps:\n  - figure: a.svg\n    alt: A\n",
    "a.svg": svg,
  });
  const [course] = courses;
  if (course === undefined) throw new Error("No course");
  return [...(await loadPictures(course)).values()][0];
}

function pixelsOf(uri: string | undefined) {
  return decodePng(Buffer.from(uri?.split(",")[1] ?? "", "base64"));
}

describe("loadPictures()", () => {
  it("draws SVG at twice its size on white ground, with the fonts that ship", async () => {
    const picture = await load(drawing);
    const pixels = pixelsOf(picture?.uri);
    expect([picture?.width, pixels?.width, pixels?.height]).toEqual([40, 80, 40]);
    const values = [...(pixels?.rgba ?? [])];
    expect(values.slice(0, 4)).toEqual([255, 255, 255, 255]);
    expect(values.some((value) => value < 100)).toBe(true);
  });

  it("gives the same bytes in another time zone, locale and folder", async () => {
    const first = await load(drawing);
    const away = { TZ: "Asia/Tokyo", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", HOME: "/nowhere" };
    for (const [name, value] of Object.entries(away)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await load(drawing)).toEqual(first);
  });

  it("tells which picture makes a notebook large", () => {
    const picture = { uri: "data:,", bytes: 200_000 };
    const pictures = new Map([
      ["/a.png", picture],
      ["/b.png", { ...picture, bytes: 200_001 }],
    ]);
    expect(largePictures(pictures)).toEqual([{ path: "/b.png", bytes: 200_001 }]);
  });

  it("says which picture cannot be drawn", async () => {
    await expect(load("<svg><g></svg>")).rejects.toThrow(PictureError);
    await expect(load("<svg><g></svg>")).rejects.toThrow(/^a\.svg cannot be drawn: /);
  });
});
