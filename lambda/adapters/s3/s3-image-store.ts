import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type ObjectIdentifier,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { unquoted } from '../../domain/e-tag';
import { ServiceError } from '../../domain/errors';
import type { Preview } from '../../domain/image-record';
import type { ImageStore, OpenOriginal, OriginalHead, RenderedPreview } from '../../domain/ports';
import { PREVIEW_CACHE_CONTROL } from '../../domain/previews/preview-caching';
import type { UploadRef } from '../../domain/upload';
import { ownVersionOf } from '../../domain/upload-identity';
import { serviceError, translated } from '../aws-errors';
import { carriedMetadata, decodedMetadata } from './object-metadata';
import { OriginalBuffers } from './original-buffers';
import { refusalOf } from './unreadable-originals';

/** Source: S3 API reference, DeleteObjects. */
const MAX_KEYS_IN_A_DELETE = 1000;

/** Originals and previews in two S3 buckets. */
export class S3ImageStore implements ImageStore {
  private readonly buffers = new OriginalBuffers();

  constructor(
    private readonly client: S3Client,
    private readonly processedBucket: string,
  ) {}

  async openOriginal(ref: UploadRef): Promise<OpenOriginal> {
    const response = await found(ref, () =>
      this.client.send(new GetObjectCommand({ Bucket: ref.bucket, Key: ref.key, ...versionOf(ref) })),
    );
    const head = headOf(ref, response);
    const { buffers } = this;
    return {
      head,
      async read(admit) {
        try {
          admit(head.size);
        } catch (refusal) {
          abandon(response);
          throw refusal;
        }
        const bytes = buffers.take(head.size);
        await readBody(response, bytes, ref);
        const metadata = decodedMetadata(response.Metadata ?? {});
        return { ...head, bytes, metadata, release: () => buffers.giveBack(bytes) };
      },
      abandon: () => abandon(response),
    };
  }

  async headOriginal(ref: UploadRef): Promise<OriginalHead> {
    const request = new HeadObjectCommand({ Bucket: ref.bucket, Key: ref.key, ...versionOf(ref) });
    return headOf(ref, await found(ref, () => this.client.send(request)));
  }

  async storePreview(
    key: string,
    preview: RenderedPreview,
    metadata: Readonly<Record<string, string>>,
  ): Promise<Preview> {
    const { bytes, ...described } = preview;
    await translated(`store ${key}`, () =>
      this.client.send(
        new PutObjectCommand({
          Bucket: this.processedBucket,
          Key: key,
          Body: bytes,
          ContentType: preview.contentType,
          CacheControl: PREVIEW_CACHE_CONTROL,
          Metadata: carriedMetadata(metadata),
        }),
      ),
    );
    return { ...described, key, size: bytes.length };
  }

  async listPreviews(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    await translated(`list ${prefix}`, async () => {
      const pages = paginateListObjectsV2(
        { client: this.client },
        { Bucket: this.processedBucket, Prefix: prefix },
      );
      for await (const page of pages) keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    });
    return keys;
  }

  removePreviews(keys: readonly string[]): Promise<void> {
    return this.removeObjects(
      this.processedBucket,
      keys.map((Key) => ({ Key })),
    );
  }

  async removeOriginal(bucket: string, key: string): Promise<number> {
    let count = 0;
    // Removes page by page, so that a retry has less to do.
    for await (const versions of this.versionPages(bucket, key)) {
      // The prefix `uploads/a.jpg` also matches `uploads/a.jpg.bak`, which is another image.
      const matching = versions.filter(({ Key }) => Key === key);
      await this.removeObjects(bucket, matching);
      count += matching.length;
      if (matching.length < versions.length) break;
    }
    return count;
  }

  async *originalKeys(bucket: string, prefix: string): AsyncGenerator<string> {
    let last: string | undefined;
    for await (const versions of this.versionPages(bucket, prefix)) {
      for (const { Key: key } of versions) {
        if (key && key !== last) yield key;
        last = key;
      }
    }
  }

  /** Yields pages of versions and delete markers, in the order of their keys. */
  private async *versionPages(bucket: string, prefix: string): AsyncGenerator<ObjectIdentifier[]> {
    let from: Partial<ListObjectVersionsCommandInput> | undefined = {};
    while (from) {
      const request: ListObjectVersionsCommandInput = { Bucket: bucket, Prefix: prefix, ...from };
      const page: ListObjectVersionsCommandOutput = await translated(`list the versions of ${prefix}`, () =>
        this.client.send(new ListObjectVersionsCommand(request)),
      );
      const listed = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      yield listed
        .flatMap(({ Key, VersionId }) => (Key ? [{ Key, ...(VersionId && { VersionId }) }] : []))
        .sort((a, b) => Buffer.compare(Buffer.from(a.Key), Buffer.from(b.Key)));
      from = page.IsTruncated ? markersOf(page) : undefined;
    }
  }

  private async removeObjects(bucket: string, objects: readonly ObjectIdentifier[]): Promise<void> {
    for (let start = 0; start < objects.length; start += MAX_KEYS_IN_A_DELETE) {
      const batch = objects.slice(start, start + MAX_KEYS_IN_A_DELETE);
      const response = await translated(`remove ${batch.length} objects of ${bucket}`, () =>
        this.client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: batch, Quiet: true } }),
        ),
      );
      const [refused] = response.Errors ?? [];
      if (refused) throw new ServiceError(`Could not remove ${refused.Key}: ${refused.Code}`);
    }
  }
}

/**
 * The parameters that select a version. An object without a version can be replaced, so the ETag ensures that the
 * object of the event is read, and not its successor.
 */
function versionOf({ versionId, eTag }: UploadRef): { VersionId?: string; IfMatch?: string } {
  const mayBeReplaced = ownVersionOf({ ...(versionId && { versionId }) }) === undefined;
  return {
    ...(versionId && { VersionId: versionId }),
    ...(mayBeReplaced && eTag && { IfMatch: `"${eTag}"` }),
  };
}

async function found<Response>(ref: UploadRef, call: () => Promise<Response>): Promise<Response> {
  try {
    return await call();
  } catch (error) {
    throw refusalOf(error) ?? serviceError(`read ${ref.key}`, error);
  }
}

const headOf = (
  ref: UploadRef,
  response: Pick<HeadObjectCommandOutput, 'VersionId' | 'ETag' | 'ContentLength' | 'LastModified'>,
): OriginalHead => ({
  ...ref,
  ...(response.VersionId && { versionId: response.VersionId }),
  ...(response.ETag && { eTag: unquoted(response.ETag) }),
  size: response.ContentLength ?? 0,
  lastModified: response.LastModified?.getTime() ?? 0,
});

/** Reads a body into a buffer of the declared size, so that only one copy of the original is in memory. */
async function readBody(response: GetObjectCommandOutput, bytes: Buffer, ref: UploadRef): Promise<void> {
  let filled = 0;
  const body = response.Body as Readable;
  body.on('data', (chunk: Buffer) => {
    filled += chunk.copy(bytes, filled);
  });
  await translated(`read ${ref.key}`, () => finished(body));
  if (filled !== bytes.length)
    throw new ServiceError(`Could not read ${ref.key}: got ${filled} of ${bytes.length} bytes`);
}

/** Closes an unread body, so that its connection is released. */
function abandon(response: GetObjectCommandOutput): void {
  const body = response.Body as Readable | undefined;
  body?.destroy();
}

const markersOf = (page: ListObjectVersionsCommandOutput): Partial<ListObjectVersionsCommandInput> => ({
  ...(page.NextKeyMarker && { KeyMarker: page.NextKeyMarker }),
  ...(page.NextVersionIdMarker && { VersionIdMarker: page.NextVersionIdMarker }),
});
