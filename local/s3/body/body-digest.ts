import { createHash } from 'node:crypto';
import { type Checksum, type ChecksumAlgorithm, createHasher } from './checksums';

export interface Digests {
  /** Bytes. */
  readonly size: number;
  readonly md5: Buffer;
  /** In the order of the given algorithms. */
  readonly checksums: readonly Checksum[];
}

/** Computes the digests of a body while it streams. */
export class BodyDigest {
  private readonly md5 = createHash('md5');
  private readonly hashers: readonly {
    readonly algorithm: ChecksumAlgorithm;
    readonly hasher: ReturnType<typeof createHasher>;
  }[];
  private size = 0;

  constructor(algorithms: readonly ChecksumAlgorithm[]) {
    this.hashers = algorithms.map((algorithm) => ({ algorithm, hasher: createHasher(algorithm) }));
  }

  update(chunk: Uint8Array): void {
    this.size += chunk.length;
    this.md5.update(chunk);
    for (const { hasher } of this.hashers) hasher.update(chunk);
  }

  /** Call it once, after the last byte. */
  async finish(): Promise<Digests> {
    const checksums = this.hashers.map(
      async ({ algorithm, hasher }): Promise<Checksum> => ({
        algorithm,
        value: Buffer.from(await hasher.digest()).toString('base64'),
        type: 'FULL_OBJECT',
      }),
    );
    return { size: this.size, md5: this.md5.digest(), checksums: await Promise.all(checksums) };
  }
}
