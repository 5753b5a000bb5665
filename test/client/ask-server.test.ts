import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { askServer } from "../../src/client/ask-server.ts";
import { InfrastructureError } from "../../src/client/server.ts";
import { type FakeServer, openServer } from "./fake-server.ts";

let server: FakeServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server[Symbol.asyncDispose]());

function answer(status: number, text: string): void {
  server.rest = (_, response) => {
    response.writeHead(status, { "content-type": "text/html" }).end(text);
    return true;
  };
}

const ask = async (): Promise<unknown> => await askServer({ url: server.url, token: "t" });

describe("askServer()", () => {
  it("gives the kernelspecs and the default", async () => {
    expect(await ask()).toEqual({ defaultKernel: "python3", displayNames: new Map([["python3", "Python 3"]]) });
  });

  it.each([
    ['{"kernelspecs": {"a": {"spec": {}}, "b": null, "c": {}}}', { a: "a", b: "b", c: "c" }],
    ['{"kernelspecs": {"a": {"spec": {"display_name": 1}}}, "default": 1}', { a: "a" }],
  ])("takes names for what %s does not tell", async (text, names) => {
    answer(200, text);
    expect(await ask()).toEqual({ defaultKernel: "", displayNames: new Map(Object.entries(names)) });
  });

  it.each([
    [200, "spam", "is no Jupyter server, or its base URL has another path: api/kernelspecs there is text/html"],
    [200, "null", "is no Jupyter server, or its base URL has another path: api/kernelspecs there is text/html"],
    [
      200,
      '{"kernelspecs": null}',
      "is no Jupyter server, or its base URL has another path: api/kernelspecs there is text/html",
    ],
    [403, "{}", "does not accept the token that NBPROOF_TOKEN or the URL gives"],
  ])("says in words what %d %j means", async (status, text, words) => {
    answer(status, text);
    await expect(ask()).rejects.toThrow(new InfrastructureError("server-lost", `${server.url} ${words}`));
  });

  it("says that the server cannot be reached", async () => {
    server.rest = ({ socket }) => {
      socket.destroy();
      return true;
    };
    await expect(ask()).rejects.toThrow(`${server.url} closed the connection without an answer`);
  });
});
