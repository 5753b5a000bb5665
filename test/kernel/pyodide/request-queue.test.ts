import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createMessage } from "../../../src/kernel/create-message.ts";
import type { WireMessage } from "../../../src/kernel/kernel.ts";
import { RequestQueue } from "../../../src/kernel/pyodide/request-queue.ts";

function request(name: string, type = "execute_request"): WireMessage {
  return createMessage("shell", type, { session: "client", content: { name } });
}

function open(): { readonly queue: RequestQueue; readonly started: string[] } {
  const started: string[] = [];
  const queue = new RequestQueue(({ message, aborted }) => {
    const { name } = JSON.parse(String(message.parts[3])) as { name: string };
    started.push(aborted ? `${name} aborted` : name);
  });
  return { queue, started };
}

describe("RequestQueue", () => {
  it("hands on one request at a time, in order, and tells when each is taken", async () => {
    const { queue, started } = open();
    const taken: string[] = [];
    for (const name of ["a", "b", "c"]) void queue.add(request(name), "me").then(() => taken.push(name));
    await setImmediate();
    expect([started, taken, queue.running]).toEqual([["a"], ["a"], true]);
    queue.finished(false);
    queue.finished(false);
    queue.finished(false);
    await setImmediate();
    expect([started, taken, queue.running]).toEqual([["a", "b", "c"], ["a", "b", "c"], false]);
  });

  it("refuses, after an error, cells that waited when its reply came, and those alone", () => {
    const { queue, started } = open();
    void queue.add(request("fails"), "me");
    void queue.add(request("waits"), "other");
    void queue.add(request("asks", "complete_request"), "me");
    queue.replied();
    void queue.add(request("because of it"), "me");
    for (let count = 0; count < 4; count += 1) queue.finished(count === 0);
    expect(started).toEqual(["fails", "waits aborted", "asks", "because of it"]);
  });

  it("forgets what a client that is gone has sent, and all when the thread has ended", async () => {
    const { queue, started } = open();
    const sent = [queue.add(request("a"), "me"), queue.add(request("b"), "me"), queue.add(request("c"), "other")];
    queue.withdraw("me");
    await sent[1];
    queue.clear();
    await Promise.all(sent);
    queue.finished(false);
    expect(started).toEqual(["a"]);
  });
});
