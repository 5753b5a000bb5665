import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type FileServer, serveFiles } from "../../src/site/serve-files.ts";

let folder: string;
let server: FileServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-files-"));
  await mkdir(join(folder, "site"));
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(folder, "site/index.html"), "index");
  await writeFile(join(folder, "site/a b.wasm"), "wasm");
  await symlink(join(folder, "secret.txt"), join(folder, "site/link.txt"));
  server = await serveFiles(join(folder, "site"), { port: 0, base: "/sub/" });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** As it is written: `fetch` would put `..` in order. */
async function ask(path: string, method = "GET"): Promise<string> {
  return await new Promise((resolve, reject) => {
    const asked = request(new URL(server.url), { path, method }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () =>
        resolve(`${response.statusCode} ${response.headers["content-type"] ?? ""} ${text.trim()}`),
      );
    });
    asked.on("error", reject).end();
  });
}

describe("serveFiles()", () => {
  it.each([
    { path: "/sub/", answer: "200 text/html; charset=utf-8 index" },
    { path: "/sub/index.html?x", answer: "200 text/html; charset=utf-8 index" },
    { path: "/sub/a%20b.wasm", answer: "200 application/wasm wasm" },
    { path: "/", answer: "404 text/plain Not found" },
    { path: "/sub", answer: "404 text/plain Not found" },
    { path: "/sub/none", answer: "404 text/plain Not found" },
    { path: "/sub/../secret.txt", answer: "404 text/plain Not found" },
    { path: "/sub/%2e%2e/secret.txt", answer: "404 text/plain Not found" },
    { path: "/sub/..%2fsecret.txt", answer: "404 text/plain Not found" },
    { path: "/sub/link.txt", answer: "404 text/plain Not found" },
    { path: "/sub/%00", answer: "404 text/plain Not found" },
    { path: "/sub/%zz", answer: "404 text/plain Not found" },
  ])("answers $path with $answer", async ({ path, answer }) => {
    expect(await ask(path)).toBe(answer);
  });

  it.each([
    { method: "HEAD", answer: "200 text/html; charset=utf-8" },
    { method: "POST", answer: "405" },
  ])("answers $method with $answer", async ({ method, answer }) => {
    expect((await ask("/sub/", method)).trim()).toBe(answer);
  });
});
