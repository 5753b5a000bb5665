import { readdir } from "node:fs/promises";

/** The lessons of a built course, each in both editions, as paths in its folder. */
export async function builtNotebooks(built: string): Promise<readonly string[]> {
  const lessons = (await readdir(built)).filter((name) => name.endsWith(".ipynb") && name !== "index.ipynb");
  return [...lessons, ...lessons.map((name) => `solutions/${name}`)];
}
