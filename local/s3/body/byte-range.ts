import { S3Error } from '../errors';
import type { ByteRange } from './body-files';

const RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The bytes that a Range header requests; `undefined` for the complete object. Headers that S3 does not support, such
 * as those with several ranges, request the complete object.
 * @throws S3Error `InvalidRange` when the object has no byte of the range
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = RANGE.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return undefined;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  const range =
    from === ''
      ? { first: Math.max(0, size - Number(to)), last: size - 1 }
      : { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
  if (range.first > range.last) {
    throw new S3Error('InvalidRange', {
      details: { RangeRequested: header ?? '', ActualObjectSize: String(size) },
      headers: { 'Content-Range': `bytes */${size}` },
    });
  }
  return range;
}
