import type { KernelMessage } from "@jupyterlab/services";

/** Why nothing of ours can run in a kernel, by what it says of itself, where it says it. Notebooks may be of another language. */
export function unsupportedReason({
  protocol_version: protocol,
  language_info: { name, version },
}: Pick<KernelMessage.IInfoReply, "protocol_version" | "language_info">): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (name === "python" && version !== "" && (major < 3 || (major === 3 && minor < 8)))
    return `it runs Python ${version}, and nbproof needs 3.8 or later`;
  if (Number.parseInt(protocol, 10) < 5) return `it speaks version ${protocol} of Jupyter's protocol, and nbproof 5`;
  return undefined;
}
