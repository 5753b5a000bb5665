import { networkInterfaces } from "node:os";

/** The URL of a server as other machines can call it, where it listens at all addresses of this one. */
export function callableUrl(url: string, host: string | undefined): string {
  const family = host === "0.0.0.0" ? "IPv4" : host === "::" ? "IPv6" : undefined;
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // A link-local address means nothing without its interface.
  const found = all.find((one) => one.family === family && !one.internal && !one.address.startsWith("fe80"));
  if (found === undefined) return url;
  const called = new URL(url);
  called.hostname = family === "IPv6" ? `[${found.address}]` : found.address;
  return called.href;
}
