import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../src/commands/commands.ts";
import { parseArguments } from "../../src/commands/parse-arguments.ts";
import { readServeSettings, type ServeSettings } from "../../src/commands/serve-settings.ts";
import { recordContext } from "./context.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-test-"));
});

afterEach(() => rm(folder, { recursive: true }));

const longToken = "0123456789abcdef";

async function settings(args: readonly string[], token: string = longToken): Promise<ServeSettings> {
  const { context } = recordContext(folder);
  const { serve } = commands;
  if (serve === undefined) throw new Error("There is no serve");
  return await readServeSettings(parseArguments("serve", serve, args), { ...context, env: { NBPROOF_TOKEN: token } });
}

async function tokenFile(text: string, mode = 0o600): Promise<void> {
  await writeFile(join(folder, "token"), text);
  await chmod(join(folder, "token"), mode);
}

describe("--token-file", () => {
  it("gives the token, whatever the environment says", async () => {
    await tokenFile("of-the-file\n");
    const { bridge, warnings, showToken } = await settings(["--token-file", "token"]);
    expect([bridge.token, warnings, showToken]).toEqual(["of-the-file", [], false]);
  });

  it("is told of a file that others can read", async () => {
    await tokenFile("of-the-file", 0o644);
    const { warnings } = await settings(["--token-file", "token"]);
    expect(warnings).toEqual(["Others than you can read token: chmod 600 token mends it"]);
  });

  it.each([
    ["is not there", undefined, "The token cannot be read from token (ENOENT)"],
    ["is empty", "\n", "token has no token: one line with it is expected"],
    ["is short", "abc", "token must be eight or more ASCII characters without spaces"],
    ["has two lines", "abcdefgh\nabcdefgh\n", "token must be eight or more ASCII characters without spaces"],
  ])("refuses a file that %s", async (_, text, message) => {
    if (text !== undefined) await tokenFile(text);
    await expect(settings(["--token-file", "token"])).rejects.toThrow(message);
  });
});

describe("--host", () => {
  it.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("takes a short token for %s alone", async (host) => {
    expect((await settings(["--host", host], "12345678")).warnings).toEqual([]);
  });

  it.each(["0.0.0.0", "::", "192.168.1.5", "lab.example.org", "127.example.org"])(
    "takes none under 16 characters for %s, and says that TLS is missing",
    async (host) => {
      await expect(settings(["--host", host], "0123456789abcde")).rejects.toThrow(
        `With --host ${host} others can try out tokens: this one must be 16 or more characters long`,
      );
      expect((await settings(["--host", host])).warnings).toEqual([
        "It is served without TLS: whoever is on the way can read the token, and all else; put a proxy with TLS before it",
      ]);
    },
  );
});

describe("--allow-host", () => {
  it.each(["lab", "lab.example.org", "10.0.0.1", "[fe80::1]", "a,b"])("takes %s", async (names) => {
    expect((await settings(["--allow-host", names])).bridge.allowHosts).toEqual(names.split(","));
  });

  it.each([
    "https://lab.example.org",
    "lab.example.org:8888",
    "lab/",
    "*",
    "*.example.org",
    "a b",
    "-a",
    "[x]",
    "a..b",
  ])("refuses %s", async (name) => {
    await expect(settings([`--allow-host=${name}`])).rejects.toThrow(
      `--allow-host takes names such as lab.example.org, without a scheme, a port or a path, not "${name}"`,
    );
  });
});

describe("--max-sockets", () => {
  it("limits the WebSockets", async () => {
    expect((await settings(["--max-sockets", "5000"])).bridge.maxSockets).toBe(5000);
    await expect(settings(["--max-sockets", "0"])).rejects.toThrow(
      "--max-sockets takes a whole number from 1 to 100000",
    );
  });
});
