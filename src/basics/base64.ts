/** The bytes of a base64 text. Like Node's `Buffer`, it passes over line ends and all that is no base64. */
export function bytesOfBase64(text: string): Uint8Array {
  const [digits = ""] = text.replaceAll("-", "+").replaceAll("_", "/").split("=", 1);
  const clean = digits.replace(/[^A-Za-z0-9+/]/g, "");
  // A last digit alone is less than a byte.
  const binary = atob(clean.length % 4 === 1 ? clean.slice(0, -1) : clean);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
