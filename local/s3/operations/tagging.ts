import { readDocument } from '../body/request-body';
import { S3Error } from '../errors';
import { sendEmpty, sendXml } from '../send-response';
import { checkedTags } from '../tags';
import { children, fromXml, textOf } from '../xml';
import type { ObjectCall } from './call';
import { findObject, versionHeader } from './object-lookup';

const target = ({ request, store, bucket, key }: ObjectCall) =>
  findObject(store, bucket, key, request.query.get('versionId') ?? undefined);

export function getObjectTagging(call: ObjectCall): void {
  const { tags, versionId } = target(call);
  const tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  sendXml(call.response, 'Tagging', { TagSet: { Tag: tag } }, versionHeader(call.bucket, versionId));
}

export async function putObjectTagging(call: ObjectCall): Promise<void> {
  const [set] = children(fromXml('Tagging', await readDocument(call.request)), 'TagSet');
  if (!set) throw new S3Error('MalformedXML');
  const pairs = children(set, 'Tag').map(
    (tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? ''] as const,
  );
  await replaceTags(call, checkedTags(pairs), 200);
}

export const deleteObjectTagging = (call: ObjectCall): Promise<void> => replaceTags(call, {}, 204);

async function replaceTags(call: ObjectCall, tags: Record<string, string>, status: 200 | 204): Promise<void> {
  const version = target(call);
  await call.store.tag(call.bucket, version, tags);
  sendEmpty(call.response, status, versionHeader(call.bucket, version.versionId));
}
