import { describe, expect, it } from "vitest";
import { createMessage } from "../../../src/kernel/create-message.ts";
import { decodeFrames, encodeFrames } from "../../../src/kernel/zmq/frames.ts";

const message = createMessage("shell", "execute_request", { session: "s", content: { code: "1" } });
const frames = encodeFrames(message, "key").map((frame) => Buffer.from(frame));

describe("decodeFrames()", () => {
  it("reads what encodeFrames() wrote, after any identities and before any buffers", () => {
    const received = [Buffer.from("identity"), ...frames, Buffer.from([0, 255])];
    expect(decodeFrames(received, "shell", "key")?.parts).toEqual([...message.parts, Buffer.from([0, 255])]);
  });

  it.each([
    ["signed with another key", encodeFrames(message, "other").map((frame) => Buffer.from(frame))],
    ["with a changed content", [...frames.slice(0, 5), Buffer.from('{"code":"2"}')]],
    ["without a signature", frames.toSpliced(1, 1, Buffer.from(""))],
    ["without a delimiter", frames.slice(1)],
    ["with a part missing", frames.slice(0, 5)],
  ])("drops a message %s", (_, forged) => {
    expect(decodeFrames(forged, "shell", "key")).toBeUndefined();
  });

  it("agrees with Jupyter's own signature", () => {
    // Made with jupyter_client.session.Session(key=b"key").sign([b"{}", b"{}", b"{}", b"{}"]).
    const signature = "ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3";
    const known = ["<IDS|MSG>", signature, "{}", "{}", "{}", "{}"].map((text) => Buffer.from(text));
    expect(decodeFrames(known, "iopub", "key")?.parts).toHaveLength(4);
  });
});
