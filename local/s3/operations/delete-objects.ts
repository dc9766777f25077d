import { readDocument } from '../body/request-body';
import { notImplemented, S3Error } from '../errors';
import { writeCondition } from '../preconditions';
import { sendEmpty, sendXml } from '../send-response';
import type { Removal } from '../store/object-store';
import { children, fromXml, textOf, type XmlElement } from '../xml';
import type { BucketCall, ObjectCall } from './call';
import { versionHeader } from './object-lookup';

/** Source: S3 API Reference, "DeleteObjects". */
const MAX_OBJECTS = 1000;
const CONDITIONS = ['ETag', 'LastModifiedTime', 'Size'] as const;

interface Target {
  readonly key: string;
  readonly versionId: string | undefined;
}

function remove({ request, store, bucket }: BucketCall, { key, versionId }: Target): Promise<Removal> {
  if (versionId === undefined) return store.removeCurrent(bucket, key, request);
  return store.removeVersion(bucket, key, versionId, request);
}

export async function deleteObject(call: ObjectCall): Promise<void> {
  const { request, response, store, bucket, key } = call;
  writeCondition(request)(store.current(bucket, key));
  const versionId = request.query.get('versionId') ?? undefined;
  const removal = await remove(call, { key, versionId });
  sendEmpty(response, 204, {
    ...versionHeader(bucket, removal.versionId),
    ...(removal.deleteMarker && { 'x-amz-delete-marker': 'true' }),
  });
}

export async function deleteObjects(call: BucketCall): Promise<void> {
  const document = fromXml('Delete', await readDocument(call.request));
  const targets = children(document, 'Object').map(targetOf);
  if (targets.length < 1 || targets.length > MAX_OBJECTS) throw new S3Error('MalformedXML');
  const deleted: XmlElement[] = [];
  const refused: XmlElement[] = [];
  // One after the other, so that the events have the order of the keys.
  for (const target of targets) {
    const reason = await call.access.toRemove(call.request, { bucket: call.bucket.record.name, ...target });
    if (reason === undefined) deleted.push(report(call, target, await remove(call, target)));
    else refused.push(refusal(target, reason));
  }
  const quiet = textOf(document, 'Quiet')?.trim() === 'true';
  sendXml(call.response, 'DeleteResult', { ...(!quiet && { Deleted: deleted }), Error: refused });
}

function targetOf(element: Record<string, unknown>): Target {
  const key = textOf(element, 'Key');
  if (!key) throw new S3Error('MalformedXML');
  const condition = CONDITIONS.find((name) => element[name] !== undefined);
  if (condition) throw notImplemented(`DeleteObjects on condition of ${condition}`);
  return { key, versionId: textOf(element, 'VersionId') };
}

/** Distinguishes a new delete marker from a removed version. */
function report({ bucket }: BucketCall, { key, versionId }: Target, removal: Removal): XmlElement {
  return {
    Key: key,
    VersionId: versionId,
    ...(removal.deleteMarker && {
      DeleteMarker: true,
      DeleteMarkerVersionId: versionHeader(bucket, removal.versionId)['x-amz-version-id'],
    }),
  };
}

const refusal = ({ key, versionId }: Target, Message: string): XmlElement => ({
  Key: key,
  VersionId: versionId,
  Code: 'AccessDenied',
  Message,
});
