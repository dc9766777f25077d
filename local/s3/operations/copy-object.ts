import { checksumElements } from '../body/checksums';
import { S3Error } from '../errors';
import { archiveHeader, describeObject } from '../object-description';
import { writeCondition } from '../preconditions';
import { sendXml } from '../send-response';
import type { ObjectDescription } from '../stored-object';
import type { ObjectCall } from './call';
import { type CopySource, copySource } from './copy-source';
import { isoDate, quoted, versionHeader } from './object-lookup';

export async function copyObject(call: ObjectCall): Promise<void> {
  const { request, response, store, bucket, key } = call;
  const precondition = writeCondition(request);
  const source = copySource(call);
  const description = describeCopy(call, source);
  const { size, eTag, checksum } = source.version;
  const body = {
    file: await store.bodies.copy(source.version.file),
    size,
    eTag,
    ...(checksum && { checksum }),
  };
  const version = await store.put({
    bucket,
    key,
    body,
    description,
    eventName: 'ObjectCreated:Copy',
    origin: request,
    precondition,
  });
  const headers = { ...source.headers, ...versionHeader(bucket, version.versionId) };
  const result = {
    LastModified: isoDate(version.lastModified),
    ETag: quoted(version.eTag),
    ...checksumElements(version.checksum),
  };
  sendXml(response, 'CopyObjectResult', result, headers);
}

function describeCopy(call: ObjectCall, { bucket, version }: CopySource): ObjectDescription {
  const given = describeObject(call.request);
  const replaced = directive(call, 'x-amz-metadata-directive') === 'REPLACE';
  const tags = directive(call, 'x-amz-tagging-directive') === 'REPLACE' ? given.tags : version.tags;
  const isCurrent = version === call.store.newest(call.bucket, call.key);
  const moved = archiveHeader(call.request);
  const isMoved = Object.keys(moved).length > 0;
  if (!replaced && !isMoved && isCurrent && bucket === call.bucket && version.key === call.key) {
    throw new S3Error('InvalidRequest', {
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
  }
  const { headers, metadata } = replaced ? given : version;
  return { headers: { ...headers, ...moved }, metadata, tags };
}

function directive({ request }: ObjectCall, name: string): 'COPY' | 'REPLACE' {
  const value = request.header(name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw new S3Error('InvalidArgument', {
    message: `Unknown ${name}.`,
    details: { ArgumentName: name, ArgumentValue: value },
  });
}
