import { isSameObject, versionSegmentOf } from '../../lambda/domain/upload-identity';
import type { BusEvent } from '../../local/event-bus/event-bus';
import type { MadeKey } from './uploader';

/** Describes why an event is wrong; undefined when it is correct. */
export function eventProblem(event: BusEvent, made: readonly MadeKey[]): string | undefined {
  const { 'detail-type': type, detail } = event;
  const known = made.find(({ key }) => key === detail.key);
  const problem = (why: string) => `wrong event "${type}" of ${detail.key}: ${why}`;
  if (!known) return problem('it was not uploaded');
  if (type === 'Image Deleted') {
    return known.wasDeleted ? undefined : problem('it was not deleted');
  }
  const upload = known.uploads.find((each) => isSameObject(each, detail));
  if (!upload) return problem(`there is no version ${versionSegmentOf(detail)}`);
  const { code } = (detail.error ?? {}) as { code?: string };
  const { expected } = upload;
  const expectedType =
    expected.status === 'COMPLETED' ? 'Image Processing Completed' : 'Image Processing Failed';
  if (type !== expectedType) return problem(`it should be "${expectedType}"`);
  const isRightCode = expected.status === 'COMPLETED' || expected.code === code;
  return isRightCode ? undefined : problem(`${code} instead of ${expected.code}`);
}
