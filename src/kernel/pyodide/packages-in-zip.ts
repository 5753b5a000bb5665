const METADATA = ".dist-info/METADATA";

/**
 * The Python distributions in a zip of less than 16 MB, by the folders that wheels have for what is known of them: name →
 * version. Names in a zip's headers are not compressed, and what stands before them ends with a zero byte there.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function packagesInZip(zip: Uint8Array): Readonly<Record<string, string>> {
  const pieces = Buffer.from(zip).toString("latin1").split(METADATA).slice(0, -1);
  const found = pieces.map((piece) => {
    const folder = piece.slice(piece.lastIndexOf("\0") + 1);
    const dash = folder.lastIndexOf("-");
    const name = folder.slice(0, dash).toLowerCase();
    return [name.replaceAll(/[_.]/g, "-"), folder.slice(dash + 1)] as const;
  });
  return Object.fromEntries(found);
}
