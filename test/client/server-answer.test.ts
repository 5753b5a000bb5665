import { describe, expect, it } from "vitest";

import { describeAnswer } from "../../src/client/server-answer.ts";

const url = "http://jupyter.example/";
const ada = "http://hub.example/user/ada/";
const nothing = { status: 200, type: "text/html; charset=utf-8", location: "", text: "" };
const scope = "; the Hub makes one at /hub/token, with the scope access:servers";

describe("describeAnswer()", () => {
  it.each([
    ["no token", url, "", { status: 403 }, `${url} wants a token: give it in NBPROOF_TOKEN`],
    [
      "a wrong token",
      url,
      "x",
      { status: 401 },
      `${url} does not accept the token that NBPROOF_TOKEN or the URL gives`,
    ],
    [
      "a login page",
      url,
      "x",
      { status: 302, location: "/login?next=%2Fapi%2Fkernelspecs" },
      `${url} does not accept the token that NBPROOF_TOKEN or the URL gives`,
    ],
    [
      "a Hub's login",
      ada,
      "x",
      { status: 302, location: "/hub/api/oauth2/authorize?client_id=x" },
      `${ada} does not accept the token that NBPROOF_TOKEN or the URL gives${scope}`,
    ],
    ["a Hub without a token", ada, "", { status: 403 }, `${ada} wants a token: give it in NBPROOF_TOKEN${scope}`],
    [
      "a Hub whose user has no server",
      ada,
      "x",
      { status: 302, location: "/hub/user/ada/api/kernelspecs" },
      `The Hub has no server running at ${ada}: start it there first, then try again`,
    ],
    [
      "a Hub whose user's server has ended",
      ada,
      "x",
      { status: 424 },
      `The Hub has no server running at ${ada}: start it there first, then try again`,
    ],
    [
      "a Hub in place of a server",
      "http://hub.example/",
      "x",
      { status: 302, location: "/hub/api/kernelspecs" },
      "http://hub.example/ is a JupyterHub: name your own server in it, such as http://hub.example/user/ada/",
    ],
    [
      "a Hub's own pages",
      "http://hub.example/hub/",
      "x",
      { status: 404 },
      "http://hub.example/hub/ is a JupyterHub: name your own server in it, such as http://hub.example/user/ada/",
    ],
    [
      "a move, without its query",
      url,
      "x",
      { status: 301, location: "https://jupyter.example/api/kernelspecs?token=secret" },
      `${url} sends its visitors to https://jupyter.example/: name the server that is there`,
    ],
    [
      "a server's own failure",
      url,
      "x",
      { status: 500, text: '{"message": "Database is locked"}' },
      `${url} does not work now: it answered 500 (Database is locked); see what it logs`,
    ],
    [
      "another path",
      url,
      "x",
      { status: 404 },
      `${url} is no Jupyter server, or its base URL has another path: api/kernelspecs there is 404`,
    ],
    [
      "a web page",
      url,
      "x",
      {},
      `${url} is no Jupyter server, or its base URL has another path: api/kernelspecs there is text/html`,
    ],
  ])("tells %s", (_, server, token, answer, words) => {
    expect(describeAnswer({ ...nothing, ...answer }, { url: server, token })).toBe(words);
  });
});
