/** The kernel that a site's pages run, as files. */
export interface SiteKernel {
  /** Of its Python: `3.14.2`. */
  readonly python: string;
  /** The Python packages in it: name → version. */
  readonly packages: Readonly<Record<string, string>>;
  /** By path in its folder, but for the snapshot. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The memory that it starts from, gzipped. Another Node makes some other bytes of it. */
  readonly snapshot: Uint8Array;
}

/** Where the snapshot is in the kernel's folder. */
export const SNAPSHOT = "snapshot.bin";
