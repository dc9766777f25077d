import type { BusEvent } from '../../local/event-bus/event-bus';
import type { MadeKey } from './uploader';

/** What an event says that is not so, in a sentence; nothing when it is true. */
export function untruthOf(event: BusEvent, made: readonly MadeKey[]): string | undefined {
  const { 'detail-type': type, detail } = event;
  const known = made.find(({ key }) => key === detail.key);
  const untruth = (why: string) => `untrue: "${type}" of ${detail.key}: ${why}`;
  if (!known) return untruth('nobody uploaded it');
  if (type === 'Image Deleted') {
    const wasDeleted = known.uploads.some(({ removed }) => removed === 'deleted');
    return wasDeleted ? undefined : untruth('nobody deleted it');
  }
  const upload = known.uploads.find(({ versionId }) => versionId === detail.versionId);
  if (!upload) return untruth(`there is no version ${detail.versionId}`);
  const { code } = (detail.error ?? {}) as { code?: string };
  if (upload.removed === 'version-removed' && code === 'SOURCE_NOT_FOUND') return undefined;
  const { expected } = upload;
  const expectedType =
    expected.status === 'COMPLETED' ? 'Image Processing Completed' : 'Image Processing Failed';
  if (type !== expectedType) return untruth(`it should be "${expectedType}"`);
  const isRightCode = expected.status === 'COMPLETED' || expected.code === code;
  return isRightCode ? undefined : untruth(`${code} instead of ${expected.code}`);
}
