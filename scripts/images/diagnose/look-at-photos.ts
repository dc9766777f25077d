import type { ImageRecord } from '../../../lambda/domain/image-record';
import { grouped } from '../../cli/grouped';
import { counted, formatNumber } from '../../cli/quantities';
import type { Darkroom } from '../../connection/connection';
import type { Look } from './observation';

/** Maximum number of records to read. */
const MAX_RECORDS = 1_000;
const SHOWN = 5;
const LIMIT_CODES = ['IMAGE_TOO_LARGE', 'TOO_MANY_PIXELS', 'TOO_MANY_FRAMES'];

/** The failed photos, by failure code. */
export const lookAtFailedPhotos: Look = async (darkroom, { since }) => {
  const failed = await recent('FAILED', darkroom, since);
  const codes = grouped(failed, ({ error }) => error?.code ?? 'UNKNOWN');
  const isLimit = [...codes.keys()].some((code) => LIMIT_CODES.includes(code));
  return {
    lines: [
      `${counted(failed.length, 'photo')} failed`,
      ...[...codes].flatMap(([code, records]) => codeLines(code, records)),
    ],
    cures: failed.length === 0 ? [] : curesOf(isLimit),
  };
};

const codeLines = (code: string, records: readonly ImageRecord[]): string[] => [
  `  ${records.length} x ${code}: ${records[0]?.error?.message ?? ''}`,
  ...records.slice(0, SHOWN).map(({ key, userId }) => `      ${key}${userId ? `, of ${userId}` : ''}`),
  ...(records.length > SHOWN ? ['      …'] : []),
];

const curesOf = (isLimit: boolean): string[] => [
  'The photographers were notified. If the failures come from one client, fix what it uploads.',
  ...(isLimit
    ? [
        'If a limit is too low, raise it, deploy, and process them again: npm run images -- apply --status FAILED --wait',
      ]
    : []),
];

/** The photos that took longest. */
export const lookAtSlowPhotos: Look = async (darkroom, { since }) => {
  const done = await recent('COMPLETED', darkroom, since);
  const slowest = done.toSorted((a, b) => (b.durationMs ?? 0) - (a.durationMs ?? 0)).slice(0, SHOWN);
  const isSlow = (slowest[0]?.durationMs ?? 0) > SLOW_MS;
  return {
    lines: [`${counted(done.length, 'photo')} processed, the slowest:`, ...slowest.map(durationLine)],
    cures: isSlow
      ? ['Large photos take this long. Lower MAX_IMAGE_PIXELS, or give the function more memory.']
      : [],
  };
};

/** Half of the function's timeout. */
const SLOW_MS = 30_000;

const durationLine = ({ key, durationMs = 0, width = 0, height = 0 }: ImageRecord): string =>
  `  ${formatNumber(durationMs / 1000)} s  ${width}x${height}  ${key}`;

/** The records of a status that are not older than `since`, newest first. */
async function recent(
  status: 'FAILED' | 'COMPLETED',
  { catalog }: Darkroom,
  since: number,
): Promise<ImageRecord[]> {
  const { records } = await catalog.list({ by: 'status', status }, MAX_RECORDS);
  return records.filter(
    ({ processedAt, timestamp }) => Date.parse(processedAt ?? '') >= since || timestamp >= since,
  );
}
