import { describe, expect, it } from "vitest";

import { unsupportedReason } from "../../src/client/unsupported-kernel.ts";

const info = (name: string, version: string, protocol = "5.3"): Parameters<typeof unsupportedReason>[0] => ({
  protocol_version: protocol,
  language_info: { name, version, mimetype: "", file_extension: "" },
});

describe("unsupportedReason()", () => {
  it.each([
    ["python", "3.13.0", "5.4", undefined],
    ["python", "3.8.18", "5.0", undefined],
    ["R", "4.4.1", "5.3", undefined],
    ["R", "4.4.1", "4.1", "it speaks version 4.1 of Jupyter's protocol, and nbproof 5"],
    ["python", "3.7.16", "5.3", "it runs Python 3.7.16, and nbproof needs 3.8 or later"],
    ["python", "2.7.18", "5.3", "it runs Python 2.7.18, and nbproof needs 3.8 or later"],
    ["python", "3.10.0", "4.1", "it speaks version 4.1 of Jupyter's protocol, and nbproof 5"],
  ])("of %s %s over protocol %s", (name, version, protocol, reason) => {
    expect(unsupportedReason(info(name, version, protocol))).toBe(reason);
  });
});
