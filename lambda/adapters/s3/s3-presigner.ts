import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ShownFile, SignableUpload, SignedUpload, UrlSigner } from '../../domain/signed-urls';
import type { UploadRef } from '../../domain/upload';
import { ownVersionOf } from '../../domain/upload-identity';
import { contentDisposition } from './content-disposition';
import { headerValue } from './object-metadata';

/** Presigns S3 URLs. Each URL allows one operation on one object, with the permissions of the role of the function. */
export class S3Presigner implements UrlSigner {
  constructor(
    private readonly client: S3Client,
    private readonly processedBucket: string,
  ) {}

  async signUpload(upload: SignableUpload, seconds: number): Promise<SignedUpload> {
    const metadata = Object.fromEntries(
      Object.entries(upload.metadata).map(([name, value]) => [name, headerValue(value)]),
    );
    const headers: Record<string, string> = {
      'content-type': upload.contentType,
      'content-length': String(upload.size),
      // S3 refuses to overwrite an object, so the URL works for one upload.
      'if-none-match': '*',
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    };
    const command = new PutObjectCommand({
      Bucket: upload.bucket,
      Key: upload.key,
      ContentType: upload.contentType,
      ContentLength: upload.size,
      Metadata: metadata,
      IfNoneMatch: '*',
    });
    const names = new Set(Object.keys(headers));
    const url = await getSignedUrl(this.client, command, {
      expiresIn: seconds,
      // The SDK signs Content-Type only if it is listed here.
      signableHeaders: new Set([...names, 'host']),
      // Otherwise the SDK moves the other headers into the query, and S3 does not require the client to send them.
      unhoistableHeaders: names,
    });
    return { url, headers };
  }

  signOriginal(original: UploadRef, { contentType, fileName }: ShownFile, seconds: number): Promise<string> {
    const version = ownVersionOf(original);
    const command = new GetObjectCommand({
      Bucket: original.bucket,
      Key: original.key,
      ...(version && { VersionId: version }),
      ResponseContentType: contentType,
      ResponseContentDisposition: contentDisposition(
        contentType.startsWith('image/') ? 'inline' : 'attachment',
        fileName,
      ),
    });
    return getSignedUrl(this.client, command, { expiresIn: seconds });
  }

  signPreview(key: string, seconds: number): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.processedBucket, Key: key });
    return getSignedUrl(this.client, command, { expiresIn: seconds });
  }
}
