import { once } from "node:events";
import { createServer } from "node:net";

import { describe, expect, it } from "vitest";

import { describeNetworkFailure } from "../../src/client/network-failure.ts";
import { serverFetch } from "../../src/client/server-fetch.ts";

const url = "https://jupyter.example/";
const failed = (code: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });

describe("describeNetworkFailure()", () => {
  it.each([
    ["ECONNREFUSED", `Nothing listens at ${url}: start the server, or name another one`],
    ["ENOTFOUND", "There is no host jupyter.example: is the name right?"],
    ["EAI_AGAIN", "The name jupyter.example cannot be looked up now: is there a network?"],
    ["EHOSTUNREACH", "There is no way to the host jupyter.example: is there a network, or a VPN to join?"],
    ["CERT_HAS_EXPIRED", `The certificate of ${url} has expired: the server needs a new one`],
    [
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      `The certificate of ${url} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): give its authority's file in NODE_EXTRA_CA_CERTS`,
    ],
    [
      "ERR_TLS_CERT_ALTNAME_INVALID",
      `The certificate of ${url} is not for jupyter.example: use the name that it is for`,
    ],
    [
      "ERR_SSL_WRONG_VERSION_NUMBER",
      "jupyter.example does not speak TLS as https wants it (ERR_SSL_WRONG_VERSION_NUMBER): is it http://jupyter.example?",
    ],
    [
      "UND_ERR_CONNECT_TIMEOUT",
      `${url} did not answer in time: is it the right port, and does a firewall let it through?`,
    ],
    ["EWHATEVER", `${url} cannot be reached: EWHATEVER`],
  ])("says what %s means", (code, words) => {
    expect(describeNetworkFailure(failed(code), url)).toBe(words);
  });
});

describe("serverFetch()", () => {
  it("tells a server that closes the connection without an answer, as TLS ones do to http", async () => {
    const server = createServer((socket) => void socket.once("data", () => socket.destroy())).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const own = `http://127.0.0.1:${port}/`;
    const asked = serverFetch({ url: own, token: "" })(`${own}api`);
    await expect(asked).rejects.toThrow(
      `${own} closed the connection without an answer: does it want https://127.0.0.1:${port}?`,
    );
    server.close();
  });

  it("tells that nothing listens", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const own = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
    server.close();
    await once(server, "close");
    await expect(serverFetch({ url: own, token: "" })(`${own}api`)).rejects.toThrow(
      `Nothing listens at ${own}: start the server, or name another one`,
    );
  });
});
