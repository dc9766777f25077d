import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { SignableUpload, SignedUpload, UrlSigner } from '../domain/signed-urls';

/**
 * A client to presign with. The SDK's own checksums are off: they would be those of an empty body, and S3
 * would refuse every upload that is not empty.
 */
export const presigningClient = (): S3Client =>
  new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });

/** Presigned S3 URLs. Their bearer acts as the function's role, on the one object and in the one way signed. */
export class S3Presigner implements UrlSigner {
  constructor(
    private readonly client: S3Client,
    private readonly processedBucket: string,
  ) {}

  async signUpload(upload: SignableUpload, seconds: number): Promise<SignedUpload> {
    const headers: Record<string, string> = {
      'content-type': upload.contentType,
      'content-length': String(upload.size),
      ...Object.fromEntries(
        Object.entries(upload.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
      ),
    };
    const command = new PutObjectCommand({
      Bucket: upload.bucket,
      Key: upload.key,
      ContentType: upload.contentType,
      ContentLength: upload.size,
      Metadata: { ...upload.metadata },
    });
    const names = new Set(Object.keys(headers));
    const url = await getSignedUrl(this.client, command, {
      expiresIn: seconds,
      // Content-Type is left unsigned unless it is named here,
      signableHeaders: new Set([...names, 'host']),
      // and the others would move into the query, where a client could not see what it has to send.
      unhoistableHeaders: names,
    });
    return { url, headers };
  }

  signPreview(key: string, seconds: number): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.processedBucket, Key: key });
    return getSignedUrl(this.client, command, { expiresIn: seconds });
  }
}
