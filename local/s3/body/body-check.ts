import { notImplemented, S3Error } from '../errors';
import type { S3Request } from '../s3-request';
import { BodyDigest } from './body-digest';
import { type Checksum, type ChecksumAlgorithm, checksumAlgorithmOf, checksumHeader } from './checksums';

const HEX_SHA256 = /^[0-9a-f]{64}$/;
const BASE64_MD5 = /^[A-Za-z0-9+/]{22}==$/;
/** Headers that are named like those of checksums, but are none. */
const NOT_A_CHECKSUM = new Set(['algorithm', 'type', 'mode']);

/** Checksums and lengths that the client declared, in headers or trailers. */
export interface Announced {
  /** Bytes. */
  readonly size: number | undefined;
  readonly trailers: ReadonlyMap<string, string>;
}

/** The algorithms of all checksums that a request declares. @throws S3Error `NotImplemented` */
function declaredAlgorithms(request: S3Request): ChecksumAlgorithm[] {
  const trailers = (request.header('x-amz-trailer') ?? '').split(',').map((name) => name.trim());
  const names = [...Object.keys(request.incoming.headers), ...request.query.keys(), ...trailers]
    .map((name) => name.toLowerCase())
    .filter((name) => name.startsWith('x-amz-checksum-'))
    .map((name) => name.slice('x-amz-checksum-'.length))
    .filter((name) => !NOT_A_CHECKSUM.has(name));
  return [...new Set(names)].map((name) => {
    const algorithm = checksumAlgorithmOf(name);
    if (!algorithm) throw notImplemented(`the checksum algorithm ${name}`);
    return algorithm;
  });
}

/** Compares a body, while it streams, with every digest that its request declares. */
export class BodyCheck {
  private readonly digest: BodyDigest;
  private readonly contentSha256: string | undefined;
  /** The algorithm whose value is kept with the object. */
  private readonly kept: ChecksumAlgorithm | undefined;

  /** @param required an algorithm to compute and keep even if the request declares no value for it */
  constructor(
    private readonly request: S3Request,
    required?: ChecksumAlgorithm,
  ) {
    const signed = request.header('x-amz-content-sha256') ?? '';
    this.contentSha256 = HEX_SHA256.test(signed) ? signed : undefined;
    const algorithms = [...(required ? [required] : []), ...declaredAlgorithms(request)];
    this.kept = algorithms[0];
    this.digest = new BodyDigest([
      ...new Set(this.contentSha256 ? [...algorithms, 'sha256' as const] : algorithms),
    ]);
  }

  update(chunk: Uint8Array): void {
    this.digest.update(chunk);
  }

  /**
   * Call it once, after the last byte.
   * @throws S3Error `IncompleteBody`, `BadDigest`, `InvalidDigest`, `XAmzContentSHA256Mismatch`
   */
  async finish(announced: Announced): Promise<{ eTag: string; checksum?: Checksum }> {
    const { size, md5, checksums } = await this.digest.finish();
    if (announced.size !== undefined && announced.size !== size) throw new S3Error('IncompleteBody');
    this.compareMd5(md5.toString('base64'));
    for (const checksum of checksums) this.compare(checksum, announced.trailers);
    const checksum = checksums.find(({ algorithm }) => algorithm === this.kept);
    return { eTag: md5.toString('hex'), ...(checksum && { checksum }) };
  }

  private compareMd5(md5: string): void {
    const declared = this.request.header('content-md5');
    if (declared === undefined) return;
    if (!BASE64_MD5.test(declared))
      throw new S3Error('InvalidDigest', { details: { 'Content-MD5': declared } });
    if (declared !== md5) throw new S3Error('BadDigest');
  }

  private compare({ algorithm, value }: Checksum, trailers: Announced['trailers']): void {
    const header = checksumHeader(algorithm);
    const declared = this.request.header(header) ?? trailers.get(header);
    if (declared !== undefined && declared !== value) {
      throw new S3Error('BadDigest', {
        message: `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      });
    }
    const signed = algorithm === 'sha256' ? this.contentSha256 : undefined;
    if (signed !== undefined && Buffer.from(signed, 'hex').toString('base64') !== value) {
      throw new S3Error('XAmzContentSHA256Mismatch');
    }
  }
}
