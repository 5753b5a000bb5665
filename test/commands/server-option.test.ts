import { describe, expect, it } from "vitest";

import { parseServer } from "../../src/commands/server-option.ts";

describe("parseServer()", () => {
  it.each([
    ["http://127.0.0.1:8888", "http://127.0.0.1:8888/"],
    ["https://hub.example/user/ada", "https://hub.example/user/ada/"],
    ["http://127.0.0.1:8888/lab", "http://127.0.0.1:8888/"],
    ["http://127.0.0.1:8888/base/lab/tree/a.ipynb", "http://127.0.0.1:8888/base/"],
    ["http://127.0.0.1:8888/tree?", "http://127.0.0.1:8888/"],
    ["http://[::1]:8888/#x", "http://[::1]:8888/"],
  ])("takes %s", (text, url) => {
    expect(parseServer(text, { NBPROOF_TOKEN: "secret\n" })).toEqual({
      address: { url, token: "secret", foreign: true },
    });
  });

  it("takes a token from the URL, keeps it out of the URL, and advises against it", () => {
    const { address, advice } = parseServer("http://127.0.0.1:8888/lab?token=abc", { NBPROOF_TOKEN: "other" });
    expect(address).toEqual({ url: "http://127.0.0.1:8888/", token: "abc", foreign: true });
    expect(advice).toContain("NBPROOF_TOKEN");
    expect(advice).not.toContain("abc");
  });

  it.each(["8888", "ftp://127.0.0.1/?token=abc", "http://ada:abc@127.0.0.1/", "localhost:8888?token=abc"])(
    "refuses %s without repeating what may be secret",
    (text) => {
      expect(() => parseServer(text, {})).toThrow(/^(?!.*abc)--server takes/);
    },
  );
});
