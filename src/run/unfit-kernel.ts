import type { KernelMessage } from "@jupyterlab/services";

/** Why lessons cannot run in a kernel, by what it says of itself; nothing where they can. */
export function unfitReason({
  protocol_version: protocol,
  language_info: { name, version },
}: Pick<KernelMessage.IInfoReply, "protocol_version" | "language_info">): string | undefined {
  if (name !== "python") return `it runs ${name}, and lessons are in Python`;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 3 || (major === 3 && minor < 8)) return `it runs Python ${version}, and nbproof needs 3.8 or later`;
  if (Number.parseInt(protocol, 10) < 5) return `it speaks version ${protocol} of Jupyter's protocol, and nbproof 5`;
  return undefined;
}
